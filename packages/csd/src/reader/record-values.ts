import type { TypeSimple } from '../grammar/index.js';
import { admetVide, DECODEURS, sansBlancs, TextesRepetes } from '../lexical/index.js';
import type { AttributCompile, StructureCompilee } from './compile.js';
import type { Cadre, Objet } from './frame.js';
import { MESSAGES } from './messages.js';
import { estQualifie } from './namespaces.js';
import type { ContexteEnregistrement } from './record-context.js';
import type { SourceXml } from './xml-source.js';

/** Types of which a sender may have a form of its own. */
export type TypeDate = Extract<TypeSimple, 'date' | 'dateHeure' | 'heure'>;

/** Gives the form of the schema to a date or a time that is in another. */
export type LecteurDate = (texte: string, type: TypeDate) => string | undefined;

/** Reads attributes and texts into values of the model. */
export class LecteurValeurs {
  readonly #source: SourceXml;
  readonly #contexte: ContexteEnregistrement;
  readonly #lireDate: LecteurDate | undefined;
  readonly #repetes = new TextesRepetes();

  constructor(source: SourceXml, contexte: ContexteEnregistrement, lireDate?: LecteurDate) {
    this.#source = source;
    this.#contexte = contexte;
    this.#lireDate = lireDate;
  }

  /** Puts the attributes of the element that opens into its object. */
  attributs(cadre: Cadre, structure: StructureCompilee): void {
    const { attributs, nombreAttributs } = this.#source;
    const dans = structure.attributsDans;
    let vus = 0;
    for (let i = 0; i < nombreAttributs; i++) {
      const lu = attributs[i] as (typeof attributs)[number];
      const attendu = structure.attributsEnOrdre[i];
      const attribut = attendu?.nom === lu.name ? attendu : structure.attributs.get(lu.name);
      if (attribut === undefined) {
        if (!estQualifie(lu.name)) this.#attributInconnu(lu.name);
        continue;
      }
      vus |= attribut.bit;
      if (attribut.champ === '') continue;
      const valeur = this.#valeurAttribut(cadre, attribut, lu.value);
      if (valeur === undefined) continue;
      if (dans === undefined) cadre.objet[attribut.champ] = valeur;
      else {
        cadre.objet[dans] ??= {};
        (cadre.objet[dans] as Objet)[attribut.champ] = valeur;
      }
    }
    if ((vus & structure.attributsRequis) !== structure.attributsRequis) this.#attributsAbsents(structure, vus);
  }

  #valeurAttribut(cadre: Cadre, attribut: AttributCompile, texte: string): unknown {
    const v = sansBlancs(texte);
    if (v !== texte && gardeBlancs(attribut.type)) {
      this.#contexte.signaler('ESPACES_SUPERFLUS', `/@${attribut.nom}`, MESSAGES.espaces());
    }
    if (v === '') return this.#attributVide(cadre, attribut);
    const valeur = attribut.decoder(v, this.#repetes) ?? this.#dateLocale(v, attribut.type);
    if (valeur === undefined) {
      this.#contexte.ecarter('VALEUR_INVALIDE', `/@${attribut.nom}`, MESSAGES.valeurInvalide(v, attribut.type));
    }
    return valeur;
  }

  /** An empty attribute: kept, or it empties its optional element, or it breaks the record. */
  #attributVide(cadre: Cadre, attribut: AttributCompile): string | undefined {
    const chemin = `/@${attribut.nom}`;
    if (!attribut.requis) {
      this.#contexte.signaler('VALEUR_VIDE', chemin, MESSAGES.valeurVide(attribut.nom));
    } else if (admetVide(attribut.type)) {
      this.#contexte.signaler('VALEUR_VIDE', chemin, MESSAGES.valeurVideGardee(attribut.nom));
      return '';
    } else if (cadre.element.min === 1 || this.#contexte.sommet === 0) {
      this.#contexte.ecarter('VALEUR_OBLIGATOIRE_VIDE', chemin, MESSAGES.valeurObligatoireVide(attribut));
    } else {
      cadre.vide = true;
      this.#contexte.signaler('VALEUR_VIDE', chemin, MESSAGES.valeurVide(cadre.element.nom));
    }
    return undefined;
  }

  /** The value of an element that holds only a text; undefined when it has none that can be kept. */
  simple(cadre: Cadre): unknown {
    const { element, texte } = cadre;
    const type = element.type as NonNullable<typeof element.type>;
    const v = sansBlancs(texte);
    if (v === '') {
      const garde = element.min === 1 && admetVide(type);
      if (element.min === 0 || garde) {
        const message = garde ? MESSAGES.valeurVideGardee(element.nom) : MESSAGES.valeurVide(element.nom);
        this.#contexte.signaler('VALEUR_VIDE', '', message);
        return garde ? '' : undefined;
      }
      this.#contexte.ecarter('VALEUR_OBLIGATOIRE_VIDE', '', MESSAGES.valeurObligatoireVide(element));
      return undefined;
    }
    if (v.length !== texte.length && gardeBlancs(type)) {
      this.#contexte.signaler('ESPACES_SUPERFLUS', '', MESSAGES.espaces());
    }
    const decoder = element.decoder as NonNullable<typeof element.decoder>;
    const valeur = decoder(v, this.#repetes) ?? this.#dateLocale(v, type);
    if (valeur !== undefined) return valeur;
    const avecPoint = type === 'decimal' ? decoder(v.replace(',', '.'), this.#repetes) : undefined;
    if (avecPoint === undefined) {
      this.#contexte.ecarter('VALEUR_INVALIDE', '', MESSAGES.valeurInvalide(v, type));
    } else this.#contexte.signaler('VIRGULE_DECIMALE', '', MESSAGES.virgule(v));
    return avecPoint;
  }

  #dateLocale(v: string, type: TypeSimple): string | undefined {
    if (this.#lireDate === undefined || (type !== 'date' && type !== 'dateHeure' && type !== 'heure')) return undefined;
    const lue = this.#lireDate(v, type);
    return lue === undefined ? undefined : (DECODEURS[type](lue, this.#repetes) as string | undefined);
  }

  /** Puts the text of an element that also has attributes into its object. */
  texte(cadre: Cadre, { champ, type, requis }: NonNullable<StructureCompilee['texte']>): void {
    const v = sansBlancs(cadre.texte);
    if (v !== '') {
      if (v.length !== cadre.texte.length) {
        this.#contexte.signaler('ESPACES_SUPERFLUS', '', MESSAGES.espaces());
      }
      cadre.objet[champ] = DECODEURS[type](v, this.#repetes);
    } else if (requis) {
      cadre.vide = true;
      this.#contexte.signaler('VALEUR_VIDE', '', MESSAGES.valeurVide(cadre.element.nom));
    }
  }

  #attributsAbsents(structure: StructureCompilee, vus: number): void {
    for (const a of structure.attributs.values()) {
      if (!a.requis || (vus & a.bit) !== 0) continue;
      const chemin = `/@${a.nom}`;
      if (a.champ !== '') this.#contexte.ecarter('ATTRIBUT_OBLIGATOIRE_ABSENT', chemin, MESSAGES.attributAbsent(a));
      else this.#contexte.signaler('ATTRIBUT_OBLIGATOIRE_ABSENT', chemin, MESSAGES.attributExtensionAbsent(a.nom));
    }
  }

  /** Tells the attributes of an element that admits none. */
  attributsInconnus(): void {
    const { attributs, nombreAttributs } = this.#source;
    for (let i = 0; i < nombreAttributs; i++) {
      const { name } = attributs[i] as (typeof attributs)[number];
      if (!estQualifie(name)) this.#attributInconnu(name);
    }
  }

  #attributInconnu(nom: string): void {
    this.#contexte.signaler('ATTRIBUT_INCONNU', `/@${nom}`, MESSAGES.attributInconnu(nom));
  }
}

/** Types whose blanks the schema keeps: for the others, blanks around the value say nothing. */
function gardeBlancs(type: TypeSimple): boolean {
  return type === 'texte' || type === 'jeton' || type === 'repete';
}
