import type { Sorte } from '../grammar/index.js';

/** What is wrong in a document that can be read. */
export type CodeAnomalie =
  | 'ELEMENT_OBLIGATOIRE_ABSENT'
  | 'ATTRIBUT_OBLIGATOIRE_ABSENT'
  | 'VALEUR_OBLIGATOIRE_VIDE'
  | 'VALEUR_INVALIDE'
  | 'CHOIX_INVALIDE'
  | 'CARDINALITE'
  | 'LIMITE_ENREGISTREMENT'
  | 'VALEUR_VIDE'
  | 'ELEMENT_INCONNU'
  | 'ATTRIBUT_INCONNU'
  | 'TEXTE_INATTENDU'
  | 'ORDRE'
  | 'EXTENSION_REPETEE'
  | 'VALEUR_REPETEE'
  | 'ESPACES_SUPERFLUS'
  | 'VIRGULE_DECIMALE'
  | 'ANNUAIRE_ABSENT';

/** One defect: `ECARTE` skips its record, `SIGNALE` was mended. Line and column count from 1 and name the start of the element. */
export interface Anomalie {
  code: CodeAnomalie;
  gravite: 'ECARTE' | 'SIGNALE';
  sorte: Sorte | 'document';
  /** `entityID` of the record, when it has one. */
  id?: string;
  /** Wire names from the record down: `facility/extension/careMode`, `facility/@entityID`. */
  chemin: string;
  ligne: number;
  colonne: number;
  message: string;
}

/** What a reading found. */
export interface RapportLecture {
  octets: number;
  lus: Record<Sorte, number>;
  gardes: Record<Sorte, number>;
  ecartes: Record<Sorte, number>;
  /** The first 1,000, of which at most 50 `SIGNALE` of each code. */
  anomalies: Anomalie[];
  nombreAnomalies: number;
  anomaliesParCode: Partial<Record<CodeAnomalie, number>>;
  /** Elements skipped: of another namespace, or inside a generic `extension`. */
  elementsEtrangers: number;
  /** `facilityNumber` of the `Result` that wraps the CSD. */
  facilityNumber?: number;
}

const CONSERVEES = 1000;
const SIGNALEES_PAR_CODE = 50;

function aZero(): Record<Sorte, number> {
  return { organisation: 0, activite: 0, organisationInterne: 0, professionnel: 0, equipement: 0 };
}

/** The report of a reading that has not begun. */
export function rapportVide(): RapportLecture {
  return {
    octets: 0,
    lus: aZero(),
    gardes: aZero(),
    ecartes: aZero(),
    anomalies: [],
    nombreAnomalies: 0,
    anomaliesParCode: {},
    elementsEtrangers: 0,
  };
}

/** Counts, and keeps a bounded number of anomalies. */
export class Journal {
  readonly rapport = rapportVide();
  readonly #surAnomalie: ((anomalie: Anomalie) => void) | undefined;

  constructor(surAnomalie?: (anomalie: Anomalie) => void) {
    this.#surAnomalie = surAnomalie;
  }

  noter(anomalie: Anomalie): void {
    const { anomalies, anomaliesParCode } = this.rapport;
    const nombre = (anomaliesParCode[anomalie.code] ?? 0) + 1;
    anomaliesParCode[anomalie.code] = nombre;
    this.rapport.nombreAnomalies++;
    const conservee = anomalie.gravite === 'ECARTE' || nombre <= SIGNALEES_PAR_CODE;
    if (conservee && anomalies.length < CONSERVEES) anomalies.push(anomalie);
    this.#surAnomalie?.(anomalie);
  }
}
