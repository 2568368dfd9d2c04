import type { Enregistrement } from '@inter-ror/exposure-model';
import { ErreurCsd } from '../errors.js';
import { ANNUAIRES, ESPACE_CSD, type Sorte } from '../grammar/index.js';
import { DECODEURS, sansBlancs, TextesRepetes } from '../lexical/index.js';
import { type Anomalie, type CodeAnomalie, Journal, type RapportLecture } from './anomalies.js';
import { ENREGISTREMENTS, estMuet, type Lieu, passage } from './envelope.js';
import { LIMITES_PAR_DEFAUT, type LimitesLecture } from './limits.js';
import { extrait, MESSAGES } from './messages.js';
import { estQualifie } from './namespaces.js';
import { LecteurEnregistrement } from './record-reader.js';
import type { LecteurDate } from './record-values.js';
import { SourceXml } from './xml-source.js';

const TEXTUELS: ReadonlySet<Lieu> = new Set<Lieu>(['nombre', 'erreur']);
const REPETES = new TextesRepetes();

/** Where an element begins: line and column count from 1. */
export interface Position {
  ligne: number;
  colonne: number;
}

export interface OptionsLecteur {
  /** Receives each whole record, in the order of the document. What it throws passes through. */
  surEnregistrement(enregistrement: Enregistrement, position: Position): void;
  /** Receives every anomaly, also those that the report does not keep. */
  surAnomalie?(anomalie: Anomalie): void;
  /** Reads a date or a time that is not in the form of the schema; undefined when it is in no known form. */
  lireDate?: LecteurDate;
  limites?: Partial<LimitesLecture>;
}

/**
 * Reads a CSD 2.4 document given in pieces. The CSD is the root, or stands in a `careServicesResponse`, itself alone or
 * in a SOAP 1.2 envelope. A broken record is skipped and told (RG_EXP_002); a document that cannot be trusted throws
 * {@link ErreurCsd}, and the reader is then closed.
 */
export class LecteurCsd {
  readonly #source: SourceXml;
  readonly #journal: Journal;
  readonly #enregistrement: LecteurEnregistrement;
  readonly #surEnregistrement: OptionsLecteur['surEnregistrement'];
  readonly #maxOctets: number;
  readonly #lieux: Lieu[] = ['document'];
  readonly #annuaires = new Set<Sorte>();
  #dernierAnnuaire = -1;
  #texte = '';
  #attributsErreur = '';
  /** Depth of the element that is skipped with its content; 0 when none is. */
  #passe = 0;
  #csdVu = false;
  #ouvert = true;

  constructor(options: OptionsLecteur) {
    const limites = { ...LIMITES_PAR_DEFAUT, ...options.limites };
    this.#maxOctets = limites.octets;
    this.#surEnregistrement = options.surEnregistrement.bind(options);
    this.#journal = new Journal(options.surAnomalie?.bind(options));
    this.#source = new SourceXml(limites, {
      ouvrir: (uri, local) => this.#ouvrir(uri, local),
      texte: (morceau) => this.#surTexte(morceau),
      fermer: () => this.#fermer(),
    });
    this.#enregistrement = new LecteurEnregistrement(
      this.#source,
      this.#journal,
      limites.profondeur,
      limites.elementsParEnregistrement,
      options.lireDate,
    );
  }

  /**
   * Reads a further piece of the document, cut anywhere.
   * @param octets its size in bytes before decoding.
   */
  ecrire(morceau: string, octets = Buffer.byteLength(morceau)): void {
    this.#siOuvert(() => {
      this.#journal.rapport.octets += octets;
      if (this.#journal.rapport.octets > this.#maxOctets) {
        throw this.#source.erreur('LIMITE_DEPASSEE', `document de plus de ${this.#maxOctets} octets`);
      }
      this.#source.ecrire(morceau);
    });
  }

  /** Ends the document. */
  fin(): RapportLecture {
    this.#siOuvert(() => this.#source.fin());
    this.#ouvert = false;
    if (!this.#csdVu) throw this.#source.erreur('PAS_UN_CSD', 'aucun élément CSD dans le document');
    for (const { nom, sorte } of ANNUAIRES) {
      if (!this.#annuaires.has(sorte)) this.#signaler('ANNUAIRE_ABSENT', nom, MESSAGES.annuaireAbsent(nom));
    }
    return this.#journal.rapport;
  }

  /** An error at the point that the reading has reached. */
  erreur(code: ErreurCsd['code'], detail: string): ErreurCsd {
    this.#ouvert = false;
    return this.#source.erreur(code, detail);
  }

  #siOuvert(action: () => void): void {
    if (!this.#ouvert) throw new ErreurCsd('LECTEUR_FERME', 'le lecteur a fini ou a échoué : créez-en un autre');
    this.#ouvert = false;
    action();
    this.#ouvert = true;
  }

  #ouvrir(uri: string, local: string): void {
    if (this.#passe !== 0) return;
    if (this.#enregistrement.ouvert) {
      if (!this.#enregistrement.ouvrir(uri, local)) this.#passe = this.#source.profondeur;
      return;
    }
    const lieu = this.#lieux.at(-1) as Lieu;
    const element = ENREGISTREMENTS.get(lieu);
    if (element === undefined) this.#entrer(lieu, uri, local);
    else if (uri === ESPACE_CSD && local === element.nom) {
      this.#journal.rapport.lus[lieu as Sorte]++;
      this.#enregistrement.commencer(lieu as Sorte, element);
    } else this.#passerInconnu(local);
  }

  #entrer(lieu: Lieu, uri: string, local: string): void {
    const suivant = passage(lieu, uri, local);
    if (suivant === undefined) {
      if (lieu === 'document') throw this.#pasUnCsd(uri, local);
      if (estMuet(lieu, uri, local)) this.#passe = this.#source.profondeur;
      else this.#passerInconnu(local);
      return;
    }
    this.#lieux.push(suivant);
    this.#texte = '';
    if (suivant === 'faute') throw this.#source.erreur('REPONSE_EN_ERREUR', 'le document est une faute SOAP');
    if (suivant === 'erreur') this.#attributsErreur = attributsDe(this.#source);
    if (suivant === 'csd' || suivant === 'requete') this.#csdVu = true;
    if (ENREGISTREMENTS.has(suivant)) this.#ouvrirAnnuaire(suivant as Sorte);
  }

  #pasUnCsd(uri: string, local: string): ErreurCsd {
    const racine = uri === '' ? `<${local}> sans espace de noms` : `<${local}> de l'espace ${uri}`;
    return this.#source.erreur('PAS_UN_CSD', `racine ${extrait(racine)}, attendu <CSD> de l'espace ${ESPACE_CSD}`);
  }

  #ouvrirAnnuaire(sorte: Sorte): void {
    const rang = ANNUAIRES.findIndex((a) => a.sorte === sorte);
    const annuaire = ANNUAIRES[rang] as (typeof ANNUAIRES)[number];
    if (rang <= this.#dernierAnnuaire) this.#signaler('ORDRE', annuaire.nom, MESSAGES.ordre(annuaire.nom));
    this.#dernierAnnuaire = Math.max(rang, this.#dernierAnnuaire);
    this.#annuaires.add(sorte);
  }

  #surTexte(morceau: string): void {
    if (this.#passe !== 0) return;
    if (this.#enregistrement.ouvert) this.#enregistrement.texte(morceau);
    else if (TEXTUELS.has(this.#lieux.at(-1) as Lieu)) {
      this.#texte += morceau;
      this.#source.verifierLongueur(this.#texte.length);
    }
  }

  #fermer(): void {
    if (this.#passe !== 0) {
      if (this.#passe === this.#source.profondeur) this.#passe = 0;
    } else if (this.#enregistrement.ouvert) {
      const valeur = this.#enregistrement.fermer();
      if (valeur !== undefined) this.#rendre(valeur);
    } else this.#sortir(this.#lieux.pop() as Lieu);
  }

  #rendre(valeur: object): void {
    const { sorte, casse, ligne, colonne } = this.#enregistrement;
    const { gardes, ecartes } = this.#journal.rapport;
    if (casse) {
      ecartes[sorte]++;
      return;
    }
    gardes[sorte]++;
    this.#surEnregistrement({ sorte, valeur } as Enregistrement, { ligne, colonne });
  }

  #sortir(lieu: Lieu): void {
    if (lieu === 'nombre') {
      const nombre = DECODEURS.entier(sansBlancs(this.#texte), REPETES);
      if (nombre === undefined)
        this.#signaler('VALEUR_INVALIDE', 'facilityNumber', MESSAGES.nombreInvalide(this.#texte));
      else this.#journal.rapport.facilityNumber = nombre as number;
    } else if (lieu === 'erreur') {
      const detail = [this.#attributsErreur, sansBlancs(this.#texte)].filter((t) => t !== '').join(' ');
      throw this.#source.erreur('REPONSE_EN_ERREUR', `l'instance interrogée a répondu une erreur : ${extrait(detail)}`);
    }
  }

  #passerInconnu(local: string): void {
    this.#passe = this.#source.profondeur;
    this.#signaler('ELEMENT_INCONNU', local, MESSAGES.elementInconnu(local));
  }

  #signaler(code: CodeAnomalie, nom: string, message: string): void {
    const { ligne, colonne } = this.#source;
    this.#journal.noter({ code, gravite: 'SIGNALE', sorte: 'document', chemin: extrait(nom), ligne, colonne, message });
  }
}

function attributsDe(source: SourceXml): string {
  return source.attributs
    .slice(0, source.nombreAttributs)
    .filter((a) => !estQualifie(a.name))
    .map((a) => `${a.name}="${a.value}"`)
    .join(' ');
}
