import { HeldTable, type LectureTable } from './held-table.js';
import { systemeNos, TABLES_CONNUES } from './known-tables.js';
import { DOSSIER_OFFICIEL, lireDossier } from './table-folder.js';
import { cleTable } from './table-format.js';
import { TableReferences } from './table-references.js';
import {
  type ConceptNos,
  type ConceptTable,
  estTermine,
  resumer,
  type TableNos,
  type TableResume,
} from './table-types.js';
import { completerParUsage, nomDuSysteme, type UsageTable, usagesDesTables } from './usage-subsets.js';

const TABLES_INCONNUES_MAX = 1_000;
const REFERENCE_LONGUEUR_MAX = 500;

let officielles: Nomenclatures | undefined;

/**
 * The nomenclatures in force: resolves codes, searches labels. A reference table (TRE) that is not held, or held in
 * part, is completed from the usage subsets (JDV) that draw on it.
 */
export class Nomenclatures {
  readonly #tables: Map<string, HeldTable>;
  readonly #inconnues = new Map<string, HeldTable>();
  readonly #references: TableReferences;
  readonly #parReference = new Map<string, HeldTable>();
  readonly #usages: Map<string, UsageTable>;

  /**
   * @param tables the tables to hold; of two with the same key (`TRE_R211`), the later one replaces the earlier one
   * @param jour the day (`YYYY-MM-DD`) at which ended codes are judged
   */
  constructor(tables: Iterable<TableNos>, jour: string = new Date().toISOString().slice(0, 10)) {
    const parNom = new Map<string, TableNos>();
    for (const table of tables) parNom.set(cleTable(table.name), table);
    this.#usages = usagesDesTables(parNom.values(), jour);
    for (const [cle, usage] of this.#usages) parNom.set(cle, completerParUsage(parNom.get(cle), usage));
    this.#references = new TableReferences(parNom.values());
    this.#tables = new Map(
      [...parNom.values()]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((table) => [cleTable(table.name), new HeldTable(table, this.#lecture(table, jour))]),
    );
  }

  /** The tables that the project carries; the same object at every call. */
  static officielles(): Nomenclatures {
    officielles ??= new Nomenclatures(lireDossier(DOSSIER_OFFICIEL));
    return officielles;
  }

  /**
   * The carried tables, with those of a folder (written by `enregistrerTable`) in their place.
   *
   * @throws ErreurNomenclature naming the folder or the file that cannot be read
   */
  static avecDossier(dossier: string): Nomenclatures {
    return new Nomenclatures([...lireDossier(DOSSIER_OFFICIEL), ...lireDossier(dossier)]);
  }

  /** Every table held, by name. */
  tables(): TableResume[] {
    return [...this.#tables.values()].map((held) => resumer(held.table));
  }

  /** A table by OID, `urn:oid:`, FHIR system or address, full name or short name (`R211`, `TRE_R211`, `J17`). */
  table(reference: string): TableNos | undefined {
    const cle = this.#references.cle(reference);
    return cle === undefined ? undefined : this.#tables.get(cle)?.table;
  }

  /**
   * The concept of a code, whatever its padding. Never throws: an unknown table or code gives INCONNU. The concept
   * names its reference table; a subset (JDV) decides of the status and of the label of its own codes.
   *
   * @param systeme FHIR system of the code, for the subsets that draw on several tables
   */
  resoudre(reference: string, code: string, systeme: string | null = null): ConceptNos {
    return this.#detenue(reference).resoudre(code, systeme);
  }

  /** At most `first` concepts open to entry that a text designates, by label or by code: see `ConceptSearch`. */
  chercher(reference: string, texte: string, first: number): ConceptNos[] {
    return this.#detenue(reference).chercher(texte, first);
  }

  #detenue(reference: string): HeldTable {
    const directe = this.#parReference.get(reference);
    if (directe !== undefined) return directe;
    const cle = this.#references.cle(reference);
    const held = (cle === undefined ? undefined : this.#tables.get(cle)) ?? this.#inconnue(reference, cle);
    if (reference.length > REFERENCE_LONGUEUR_MAX) return held;
    if (this.#parReference.size >= TABLES_INCONNUES_MAX) this.#parReference.clear();
    this.#parReference.set(reference, held);
    return held;
  }

  #inconnue(reference: string, cleConnue: string | undefined): HeldTable {
    const cle = cleConnue ?? reference;
    let held = this.#inconnues.get(cle);
    if (held === undefined) {
      const table = tableSansLigne(reference, cleConnue);
      const identite = { table: table.name, oid: table.oid, systeme: table.system };
      held = new HeldTable(table, {
        identite: () => identite,
        statut: () => 'INCONNU',
        horsTable: () => null,
      });
      if (cle.length > REFERENCE_LONGUEUR_MAX) return held;
      if (this.#inconnues.size >= TABLES_INCONNUES_MAX) this.#inconnues.clear();
      this.#inconnues.set(cle, held);
    }
    return held;
  }

  #lecture(table: TableNos, jour: string): LectureTable {
    return table.kind === 'ValueSet' ? this.#lectureJdv(table, jour) : this.#lectureTre(table, jour);
  }

  #lectureTre(table: TableNos, jour: string): LectureTable {
    const identite = { table: table.name, oid: table.oid, systeme: table.system };
    const usage = this.#usages.get(cleTable(table.name));
    return {
      identite: () => identite,
      statut: (concept) => {
        const ferme = usage !== undefined && !usage.ouverts.has(concept.code);
        return ferme || estTermine(concept, jour) ? 'OBSOLETE' : 'COURANT';
      },
      horsTable: () => null,
    };
  }

  #lectureJdv(table: TableNos, jour: string): LectureTable {
    const systemes = [...new Set([table.system, ...table.concepts.map((concept) => concept.systeme)])];
    const tres = (systeme: string | null): HeldTable[] =>
      (systeme === null ? systemes : [systeme]).flatMap((candidat) => this.#parSysteme(candidat) ?? []);
    const termines = new Map<ConceptTable, ConceptNos>();
    return {
      identite: (systeme) => this.#identite(systeme ?? table.system, table),
      statut: (concept) => (estTermine(concept, jour) ? 'OBSOLETE' : 'COURANT'),
      horsTable: (code, systeme) => {
        for (const tre of tres(systeme)) {
          const ligne = tre.ligne(code, null);
          if (ligne === null) continue;
          if (!termines.has(ligne)) termines.set(ligne, Object.freeze({ ...tre.concept(ligne), statut: 'OBSOLETE' }));
          return termines.get(ligne) ?? null;
        }
        return null;
      },
    };
  }

  #parSysteme(systeme: string | null): HeldTable | undefined {
    const nom = systeme === null ? null : nomDuSysteme(systeme);
    return nom === null ? undefined : this.#tables.get(cleTable(nom));
  }

  #identite(systeme: string | null, jdv: TableNos): { table: string; oid: string | null; systeme: string | null } {
    const tre = this.#parSysteme(systeme)?.table;
    if (tre !== undefined) return { table: tre.name, oid: tre.oid, systeme: tre.system };
    return { table: jdv.name, oid: jdv.oid, systeme };
  }
}

function tableSansLigne(reference: string, cle: string | undefined): TableNos {
  const court = cle?.slice(cle.indexOf('_') + 1);
  const connue = court === undefined ? undefined : TABLES_CONNUES[court];
  const estUrl = /^https?:/i.test(reference);
  const oid = /^(?:urn:oid:)?([0-9]+(?:\.[0-9]+)+)$/i.exec(reference.trim())?.[1] ?? null;
  return {
    name: connue?.nom ?? reference,
    shortName: court ?? reference,
    kind: 'CodeSystem',
    oid: connue === undefined ? oid : connue.oid,
    system: connue === undefined ? (estUrl ? reference : null) : systemeNos(connue.nom),
    url: null,
    version: null,
    date: null,
    publisher: null,
    complete: false,
    source: null,
    concepts: [],
    groupes: [],
    count: 0,
  };
}
