import type { InfoGeneration } from '../ports/index.js';

/** Kinds of records, as counted. */
export const SORTES = ['organisation', 'activite', 'organisationInterne', 'professionnel', 'equipement'] as const;
export type SorteEnregistrement = (typeof SORTES)[number];

/** How many records of a kind were met, exposed, and left aside. `lus` = `gardes` + `ecartes`. */
export interface CompteEnregistrements {
  lus: number;
  gardes: number;
  ecartes: number;
}

/** A code that its table does not hold, or holds as ended, and how often it was met. */
export interface CodeCompte {
  /** Full name of the table, or the reference received when no table is known by it. */
  table: string;
  code: string;
  libelle: string | null;
  occurrences: number;
}

/** Something wrong in an export. ECARTE: the record is not exposed. SIGNALE: it is, as it came. */
export interface AnomalieChargement {
  code: string;
  gravite: 'ECARTE' | 'SIGNALE';
  message: string;
  sorte?: string;
  id?: string;
  ligne?: number;
  colonne?: number;
}

/** An establishment that the live solution did not give well: the records of its last good reading are served. */
export interface ErreurEtablissement {
  etablissement: string;
  code: string;
  message: string;
  /** ISO 8601. */
  depuis: string;
  essais: number;
}

/** What the synchronisation with a live solution had met when a load was made from it. */
export interface RapportSynchronisation {
  etablissements: number;
  enErreur: number;
  /** The first ones. */
  erreurs: ErreurEtablissement[];
  /** Local codes without an exchange code, kept as they came. */
  sansCorrespondance: CodeCompte[];
}

/** Offers whose place tells a region, and those whose region is not of the instance. */
export interface CompteLieux {
  situees: number;
  ailleurs: number;
  /** By region (TRE_R30), those elsewhere. */
  parRegion: Record<string, number>;
}

/** What a load did. Kept with its generation. */
export interface RapportChargement {
  /** INCHANGE: the file is the one already loaded, no generation was made. */
  statut: 'CHARGE' | 'INCHANGE';
  generation: InfoGeneration;
  fichier: string;
  /** Size of the file, bytes. */
  octets: number;
  enregistrements: Record<SorteEnregistrement, CompteEnregistrements>;
  offres: number;
  /** Offers of the generation before; null at the first load. */
  offresPrecedentes: number | null;
  anomalies: {
    /** Exact number of each code. */
    parCode: Record<string, number>;
    /** The first ones in full. */
    premieres: AnomalieChargement[];
  };
  /** Where the offers are; absent from the reports of former versions. */
  lieux?: CompteLieux;
  codesInconnus: CodeCompte[];
  codesObsoletes: CodeCompte[];
  /** Only when the records come from a live solution. */
  synchronisation?: RapportSynchronisation;
  /** From the opening of the file to the commit. */
  secondes: number;
  /** Millions of bytes of XML (once decompressed) a second. */
  debitMoParSeconde: number;
}
