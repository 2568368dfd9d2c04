import type { Code } from '@inter-ror/exposure-model';
import type { ConceptNos, Nomenclatures, StatutConcept } from '@inter-ror/nomenclatures';

/** `Concept` of the contract. */
export interface Concept {
  readonly code: string;
  readonly libelle: string | null;
  readonly nomenclature: string;
  readonly oid: string | null;
  readonly systeme: string | null;
  readonly statut: StatutConcept;
}

const MAX_KEPT = 50_000;

/** Gives codes as the contract shows them. One object for each code: a page names the same few hundred all over. */
export class Concepts {
  readonly #nomenclatures: Nomenclatures;
  readonly #kept = new Map<string, Concept>();

  constructor(nomenclatures: Nomenclatures) {
    this.#nomenclatures = nomenclatures;
  }

  de(code: Code): Concept {
    return this.dansTable(code.oid, code.code);
  }

  /** `null` when the code is absent. */
  facultatif(code: Code | undefined): Concept | null {
    return code === undefined ? null : this.de(code);
  }

  liste(codes: readonly Code[] | undefined): Concept[] {
    return codes === undefined ? [] : codes.map((code) => this.de(code));
  }

  /** @param table OID, FHIR system or name, short or full */
  dansTable(table: string, code: string): Concept {
    const key = `${table}|${code}`;
    let concept = this.#kept.get(key);
    if (concept === undefined) {
      concept = enConcept(this.#nomenclatures.resoudre(table, code));
      if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
      this.#kept.set(key, concept);
    }
    return concept;
  }

  /** Current concepts of a table; `undefined` when the table is unknown. */
  chercher(table: string, texte: string, first: number): Concept[] | undefined {
    if (this.#nomenclatures.table(table) === undefined) return undefined;
    return this.#nomenclatures.chercher(table, texte, first).map(enConcept);
  }
}

function enConcept({ table, ...reste }: ConceptNos): Concept {
  return { ...reste, nomenclature: table };
}
