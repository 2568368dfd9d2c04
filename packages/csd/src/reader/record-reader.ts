import { ESPACE_CSD, type Sorte } from '../grammar/index.js';
import { estVide, sansBlancs } from '../lexical/index.js';
import type { Journal } from './anomalies.js';
import type { ElementCompile, StructureCompilee } from './compile.js';
import type { Cadre, Objet } from './frame.js';
import { MESSAGES } from './messages.js';
import { ContexteEnregistrement } from './record-context.js';
import { type LecteurDate, LecteurValeurs } from './record-values.js';
import type { SourceXml } from './xml-source.js';

/** Builds one record of the model from the events between its tags. */
export class LecteurEnregistrement {
  /** Whether a record is open. */
  ouvert = false;
  /** Where the record begins. */
  ligne = 0;
  colonne = 0;

  readonly #source: SourceXml;
  readonly #journal: Journal;
  readonly #contexte: ContexteEnregistrement;
  readonly #valeurs: LecteurValeurs;
  readonly #maximum: number;
  #elements = 0;

  constructor(
    source: SourceXml,
    journal: Journal,
    profondeur: number,
    elements: number,
    lireDate: LecteurDate | undefined,
  ) {
    this.#source = source;
    this.#journal = journal;
    this.#maximum = elements;
    this.#contexte = new ContexteEnregistrement(source, journal, profondeur);
    this.#valeurs = new LecteurValeurs(source, this.#contexte, lireDate);
  }

  get sorte(): Sorte {
    return this.#contexte.sorte;
  }

  /** Whether the record must be skipped. */
  get casse(): boolean {
    return this.#contexte.casse;
  }

  /** Opens a record. */
  commencer(sorte: Sorte, element: ElementCompile): void {
    this.ouvert = true;
    this.ligne = this.#source.ligne;
    this.colonne = this.#source.colonne;
    this.#elements = 0;
    this.#contexte.commencer(sorte);
    const cadre = this.#empiler(element, null);
    this.#valeurs.attributs(cadre, element.structure as StructureCompilee);
    this.#contexte.id = cadre.objet.id as string | undefined;
  }

  /** Opens an element of the record; false when it and its content are to be skipped. */
  ouvrir(uri: string, local: string): boolean {
    const contexte = this.#contexte;
    if (++this.#elements >= this.#maximum) {
      contexte.enfant('LIMITE_ENREGISTREMENT', 'ECARTE', local, MESSAGES.limite(this.#maximum));
      contexte.muet = true;
      return false;
    }
    const parent = contexte.pile[contexte.sommet] as Cadre;
    const structure = parent.element.structure;
    const element = uri === ESPACE_CSD ? structure?.elements.get(local) : undefined;
    if (element === undefined) {
      if (uri !== ESPACE_CSD && structure?.extension) this.#journal.rapport.elementsEtrangers++;
      else contexte.enfant('ELEMENT_INCONNU', 'SIGNALE', local, MESSAGES.elementInconnu(local));
      return false;
    }
    if (element.rang >= parent.dernier) parent.dernier = element.rang;
    else contexte.enfant('ORDRE', 'SIGNALE', local, MESSAGES.ordre(local));
    if (!element.multiple) this.#verifierUnicite(parent, structure as StructureCompilee, element);
    parent.vus |= element.bit;
    if (element.destination === 'ignore') {
      this.#journal.rapport.elementsEtrangers++;
      return false;
    }
    const cadre = this.#empiler(element, parent);
    if (element.structure !== null) this.#valeurs.attributs(cadre, element.structure);
    else if (this.#source.nombreAttributs !== 0) this.#valeurs.attributsInconnus();
    return true;
  }

  texte(morceau: string): void {
    const cadre = this.#contexte.pile[this.#contexte.sommet] as Cadre;
    if (cadre.element.attendTexte) {
      if (cadre.texte === '') cadre.texte = morceau;
      else {
        cadre.texte += morceau;
        this.#source.verifierLongueur(cadre.texte.length);
      }
    } else if (!cadre.texteSignale && !estVide(morceau)) {
      cadre.texteSignale = true;
      this.#contexte.signaler('TEXTE_INATTENDU', '', MESSAGES.texteInattendu(sansBlancs(morceau)));
    }
  }

  /** Closes an element. Returns the object of the record when that was the one. */
  fermer(): Objet | undefined {
    const contexte = this.#contexte;
    const cadre = contexte.pile[contexte.sommet] as Cadre;
    const { element } = cadre;
    const valeur = element.structure === null ? this.#valeurs.simple(cadre) : this.#valeurStructure(cadre);
    if (--contexte.sommet === -1) {
      this.ouvert = false;
      return cadre.objet;
    }
    const parent = contexte.pile[contexte.sommet] as Cadre;
    if (element.destination === 'union') reunir(parent, cadre);
    if (element.destination !== 'fusion' && valeur !== undefined) this.#ranger(parent.objet, element, valeur);
    return undefined;
  }

  #verifierUnicite(parent: Cadre, structure: StructureCompilee, element: ElementCompile): void {
    const { nom, bit, choix, tolere } = element;
    if ((parent.vus & (choix ? structure.choix : bit)) === 0) return;
    if (choix) {
      this.#contexte.enfant('CHOIX_INVALIDE', 'ECARTE', nom, MESSAGES.choixMultiple(nomsDuChoix(structure)));
    } else if (tolere) this.#contexte.enfant('EXTENSION_REPETEE', 'SIGNALE', nom, MESSAGES.extensionRepetee());
    else this.#contexte.enfant('CARDINALITE', 'ECARTE', nom, MESSAGES.cardinalite(nom));
  }

  #empiler(element: ElementCompile, parent: Cadre | null): Cadre {
    const cadre = this.#contexte.pile[++this.#contexte.sommet] as Cadre;
    cadre.ouvrir(element, this.#source.ligne, this.#source.colonne);
    if (element.structure === null) return cadre;
    if (element.destination === 'champ') cadre.objet = element.structure.vierge() as Objet;
    else if (element.destination === 'fusion') cadre.objet = (parent as Cadre).objet;
    else cadre.objet = ((parent as Cadre).objet[element.champ] as Objet | undefined) ?? {};
    const { constante } = element.structure;
    if (constante !== undefined) cadre.objet[constante.champ] = constante.valeur;
    return cadre;
  }

  #ranger(objet: Objet, element: ElementCompile, valeur: unknown): void {
    const present = objet[element.champ];
    if (present === undefined) objet[element.champ] = element.multiple ? [valeur] : valeur;
    else if (element.multiple) (present as unknown[]).push(valeur);
    else if (present !== valeur && !this.#contexte.casse) {
      this.#contexte.enfant('VALEUR_REPETEE', 'SIGNALE', element.nom, MESSAGES.valeurRepetee(element.nom));
    }
  }

  #valeurStructure(cadre: Cadre): unknown {
    const { element, objet, vus } = cadre;
    const structure = element.structure as StructureCompilee;
    if (structure.texte !== undefined) this.#valeurs.texte(cadre, structure.texte);
    if (element.destination !== 'union') this.#verifierObligatoires(structure, vus, '', cadre);
    if (structure.choix !== 0 && (vus & structure.choix) === 0) {
      this.#contexte.ecarter('CHOIX_INVALIDE', '', MESSAGES.choixAbsent(nomsDuChoix(structure)));
    }
    const { union } = structure;
    if (union !== undefined && (vus & union.bit) !== 0) {
      this.#verifierObligatoires(union.structure as StructureCompilee, cadre.union.vus, `/${union.nom}`, cadre.union);
    }
    if (cadre.vide) return undefined;
    return structure.seul === undefined ? objet : objet[structure.seul];
  }

  #verifierObligatoires(
    structure: StructureCompilee,
    vus: number,
    suite: string,
    lieu: { ligne: number; colonne: number },
  ): void {
    if ((vus & structure.obligatoires) === structure.obligatoires) return;
    for (const e of structure.elements.values()) {
      if (e.min === 0 || (vus & e.bit) !== 0) continue;
      this.#contexte.ecarter('ELEMENT_OBLIGATOIRE_ABSENT', `${suite}/${e.nom}`, MESSAGES.elementAbsent(e), lieu);
    }
  }
}

/** Adds what one part of a repeated extension held. */
function reunir({ union }: Cadre, partie: Cadre): void {
  if (union.vus === 0) {
    union.ligne = partie.ligne;
    union.colonne = partie.colonne;
  }
  union.vus |= partie.vus;
}

function nomsDuChoix(structure: StructureCompilee): string {
  return [...structure.elements.values()]
    .filter((e) => e.choix)
    .map((e) => e.nom)
    .join(', ');
}
