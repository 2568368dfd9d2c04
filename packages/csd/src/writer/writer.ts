import type {
  ActiviteOperationnelle,
  Enregistrement,
  Equipement,
  Export,
  Organisation,
  OrganisationInterne,
  Professionnel,
} from '@inter-ror/exposure-model';
import { ErreurCsd } from '../errors.js';
import { ANNUAIRES, type Annuaire, ESPACE_CSD, type Sorte } from '../grammar/index.js';
import { ecrireElement } from './element.js';

const MARGE = '\n  ';

/** The text around the directories: their elements must be, by default, of the CSD namespace. */
export interface CadreCsd {
  readonly avant: string;
  readonly apres: string;
}

const CADRE_DOCUMENT: CadreCsd = {
  avant: `<?xml version="1.0" encoding="UTF-8"?>\n<CSD xmlns="${ESPACE_CSD}">`,
  apres: '\n</CSD>\n',
};

/**
 * Writes a CSD 2.4 document piece by piece: {@link entete}, the records in the order of the directories, {@link fin}.
 * The same records give the same text. Characters that XML 1.0 cannot carry become U+FFFD.
 */
export class EcrivainCsd {
  /** Directory that is open; -1 before the first. */
  #rang = -1;
  readonly #cadre: CadreCsd;

  /** @param cadre what stands around the directories; without it they are a document of their own. */
  constructor(cadre: CadreCsd = CADRE_DOCUMENT) {
    this.#cadre = cadre;
  }

  /** What stands before the directories. */
  entete(): string {
    return this.#cadre.avant;
  }

  organisation(valeur: Organisation): string {
    return this.enregistrement({ sorte: 'organisation', valeur });
  }

  activite(valeur: ActiviteOperationnelle): string {
    return this.enregistrement({ sorte: 'activite', valeur });
  }

  organisationInterne(valeur: OrganisationInterne): string {
    return this.enregistrement({ sorte: 'organisationInterne', valeur });
  }

  professionnel(valeur: Professionnel): string {
    return this.enregistrement({ sorte: 'professionnel', valeur });
  }

  equipement(valeur: Equipement): string {
    return this.enregistrement({ sorte: 'equipement', valeur });
  }

  /**
   * One record, after the directories that must open before it.
   * @throws ErreurCsd `ORDRE_ECRITURE` when its directory is closed already.
   */
  enregistrement({ sorte, valeur }: Enregistrement): string {
    const rang = rangDe(sorte);
    const annuaire = ANNUAIRES[rang] as Annuaire;
    if (rang < this.#rang) {
      const ouvert = (ANNUAIRES[this.#rang] as Annuaire).nom;
      throw new ErreurCsd('ORDRE_ECRITURE', `${annuaire.nom} s'écrit avant ${ouvert} : triez les enregistrements`);
    }
    return this.#avancer(rang) + ecrireElement(annuaire.element, annuaire.structure, valeur, MARGE);
  }

  /** The directories that remain, and what stands after them. */
  fin(): string {
    return `${this.#avancer(ANNUAIRES.length)}${this.#cadre.apres}`;
  }

  #avancer(rang: number): string {
    let xml = '';
    while (this.#rang < rang) {
      if (this.#rang >= 0) xml += `\n </${(ANNUAIRES[this.#rang] as Annuaire).nom}>`;
      this.#rang++;
      if (this.#rang < ANNUAIRES.length) xml += `\n <${(ANNUAIRES[this.#rang] as Annuaire).nom}>`;
    }
    return xml;
  }
}

function rangDe(sorte: Sorte): number {
  return ANNUAIRES.findIndex((a) => a.sorte === sorte);
}

function* enregistrements(e: Export): Iterable<Enregistrement> {
  for (const valeur of e.organisations) yield { sorte: 'organisation', valeur };
  for (const valeur of e.activites) yield { sorte: 'activite', valeur };
  for (const valeur of e.organisationsInternes) yield { sorte: 'organisationInterne', valeur };
  for (const valeur of e.professionnels) yield { sorte: 'professionnel', valeur };
  for (const valeur of e.equipements) yield { sorte: 'equipement', valeur };
}

/** A whole document, record by record. An iterable must give its records in the order of the wire. */
export function* ecrireCsd(e: Export | Iterable<Enregistrement>): Iterable<string> {
  const ecrivain = new EcrivainCsd();
  yield ecrivain.entete();
  for (const enregistrement of Symbol.iterator in e ? e : enregistrements(e)) {
    yield ecrivain.enregistrement(enregistrement);
  }
  yield ecrivain.fin();
}
