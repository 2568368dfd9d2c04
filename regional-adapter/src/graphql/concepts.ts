import type { Code } from '@inter-ror/exposure-model';
import { type ConceptNos, type Nomenclatures, type StatutConcept, TABLES_CONNUES } from '@inter-ror/nomenclatures';
import { chercherCommunes, communesPrincipales } from '@inter-ror/territory';

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

  /**
   * Current concepts of a table that a text designates, or its first ones when there is no text; `undefined` when the
   * table is unknown. Communes come from the Code officiel géographique, unless their table was imported.
   */
  chercher(table: string, texte: string, first: number): Concept[] | undefined {
    if (this.#nomenclatures.table(table) !== undefined) {
      return this.#nomenclatures.chercher(table, texte, first).map(enConcept);
    }
    const { table: nomenclature, oid, systeme } = this.#nomenclatures.resoudre(table, '');
    if (nomenclature !== TABLES_CONNUES.R13!.nom) return undefined;
    const trouvees = texte.trim() === '' ? communesPrincipales(first) : chercherCommunes(texte, first);
    return trouvees.map(({ code, nom: libelle }) => ({ code, libelle, nomenclature, oid, systeme, statut: 'COURANT' }));
  }
}

function enConcept({ table, ...reste }: ConceptNos): Concept {
  return { ...reste, nomenclature: table };
}
