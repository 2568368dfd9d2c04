import { systemeNos, TABLES_CONNUES } from './known-tables.js';
import { cleTable, nomCourt } from './table-format.js';
import { type ConceptTable, estTermine, type TableNos } from './table-types.js';

const NOM_DU_SYSTEME = /\/NOS\/((?:TRE)_[A-Z][0-9]{1,4}-[A-Za-z0-9_-]{1,100})\//;

/** Full name of the reference table of a FHIR system of the NOS; null for any other system. */
export function nomDuSysteme(systeme: string): string | null {
  return NOM_DU_SYSTEME.exec(systeme)?.[1] ?? null;
}

/** What the usage subsets (JDV) say of one reference table (TRE). */
export interface UsageTable {
  readonly nom: string;
  readonly systeme: string;
  /** Codes open to entry in at least one subset, exact. */
  readonly ouverts: Set<string>;
  /** Rows of the subsets, by exact code, the first subset's label kept. */
  readonly lignes: Map<string, ConceptTable>;
  readonly sous: string[];
}

/** Groups the rows of all usage subsets by the reference table they come from, keyed by `cleTable`. */
export function usagesDesTables(tables: Iterable<TableNos>, jour: string): Map<string, UsageTable> {
  const usages = new Map<string, UsageTable>();
  for (const jdv of tables) {
    if (jdv.kind !== 'ValueSet') continue;
    const parSysteme = new Map<string, UsageTable | null>();
    for (const concept of jdv.concepts) {
      if (concept.systeme === null) continue;
      let usage = parSysteme.get(concept.systeme);
      if (usage === undefined) {
        usage = usageDuSysteme(concept.systeme, usages);
        usage?.sous.push(jdv.name);
        parSysteme.set(concept.systeme, usage);
      }
      if (usage === null) continue;
      if (!usage.lignes.has(concept.code)) usage.lignes.set(concept.code, concept);
      if (!estTermine(concept, jour)) usage.ouverts.add(concept.code);
    }
  }
  return usages;
}

function usageDuSysteme(systeme: string, usages: Map<string, UsageTable>): UsageTable | null {
  const nom = nomDuSysteme(systeme);
  if (nom === null) return null;
  let usage = usages.get(cleTable(nom));
  if (usage === undefined) {
    usage = { nom, systeme, ouverts: new Set(), lignes: new Map(), sous: [] };
    usages.set(cleTable(nom), usage);
  }
  return usage;
}

/** The reference table as far as its subsets tell it: used when it is not held, or held in part. */
export function completerParUsage(table: TableNos | undefined, usage: UsageTable): TableNos {
  if (table?.complete) return table;
  const court = nomCourt(usage.nom) ?? usage.nom;
  const tenus = new Set(table?.concepts.map((concept) => concept.code));
  const ajoutes = [...usage.lignes.values()].filter((concept) => !tenus.has(concept.code));
  const concepts = [...(table?.concepts ?? []), ...ajoutes];
  if (table !== undefined) return { ...table, concepts, count: concepts.length };
  return {
    name: usage.nom,
    shortName: court,
    kind: 'CodeSystem',
    oid: TABLES_CONNUES[court]?.oid ?? null,
    system: usage.systeme,
    url: systemeNos(usage.nom),
    version: null,
    date: null,
    publisher: null,
    complete: false,
    source: usage.sous.join(', '),
    concepts,
    groupes: [],
    count: concepts.length,
  };
}
