export type StatutConcept = 'COURANT' | 'OBSOLETE' | 'INCONNU';
export type GenreTable = 'CodeSystem' | 'ValueSet' | 'ConceptMap';

/** A code as the project gives it to its users: never absent, its status says what it is worth. */
export interface ConceptNos {
  /** As in the official table when known, else as received. */
  readonly code: string;
  /** Official label; null when the table or the code is unknown. */
  readonly libelle: string | null;
  /** Full name of the reference table (`TRE_R211-ActiviteOperationnelle`), or the reference received when unknown. */
  readonly table: string;
  readonly oid: string | null;
  /** FHIR system of the code. */
  readonly systeme: string | null;
  /** COURANT: may be offered. OBSOLETE: known, no longer (or not) open to entry. INCONNU: in no table held here. */
  readonly statut: StatutConcept;
}

/** One row of a table. */
export interface ConceptTable {
  readonly code: string;
  readonly libelle: string | null;
  /** FHIR system of this row; null when the table gives none. */
  readonly systeme: string | null;
  /** `null`: current. A date `YYYY-MM-DD`: closed from that day. `OBSOLETE`: ended, date not published. */
  readonly fin: string | null;
}

/** What identifies a table and its version. */
export interface TableResume {
  /** Full name, `TRE_R211-ActiviteOperationnelle`. */
  readonly name: string;
  /** `R211` for a TRE, `J17` for a JDV, `A14` for an association. */
  readonly shortName: string;
  readonly kind: GenreTable;
  readonly oid: string | null;
  /** FHIR system: the table's own for a CodeSystem, the main one for a ValueSet. */
  readonly system: string | null;
  readonly version: string | null;
  /** `YYYY-MM-DD` */
  readonly date: string | null;
  readonly publisher: string | null;
  /** Number of rows, ended ones included. */
  readonly count: number;
  /** False when only a part of the official table is held. */
  readonly complete: boolean;
}

/** A table with its rows. */
export interface TableNos extends TableResume {
  /** Canonical FHIR address. */
  readonly url: string | null;
  /** Where a partial table comes from. */
  readonly source: string | null;
  readonly concepts: readonly ConceptTable[];
  /** Pairs of an association (kind ConceptMap); empty for the other kinds. */
  readonly groupes: readonly GroupeAssociation[];
}

export interface GroupeAssociation {
  /** FHIR system of the first code of each pair. */
  readonly source: string;
  /** FHIR system of the second code of each pair. */
  readonly cible: string;
  readonly paires: readonly (readonly [string, string])[];
}

export function resumer(table: TableNos): TableResume {
  const { name, shortName, kind, oid, system, version, date, publisher, count, complete } = table;
  return { name, shortName, kind, oid, system, version, date, publisher, count, complete };
}

/** Whether a row is closed to entry on a day (`YYYY-MM-DD`). */
export function estTermine(concept: ConceptTable, jour: string): boolean {
  return concept.fin !== null && (concept.fin === 'OBSOLETE' || concept.fin <= jour);
}
