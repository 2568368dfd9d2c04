import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { collation, type Html, html } from '@inter-ror/web-page';

const TABLES = ['J17', 'J19', 'J20', 'J18'] as const;
const CODES_MAX = 2_000;

export type TableFiltre = (typeof TABLES)[number];

/** The codes that filters offer, in the order of their labels: sorted and written once, each page has them whole. */
export class ListesDeCodes {
  readonly #nomenclatures: Nomenclatures;
  readonly #lists: ReadonlyMap<string, Html>;

  constructor(nomenclatures: Nomenclatures) {
    this.#nomenclatures = nomenclatures;
    this.#lists = new Map(TABLES.map((table) => [table, listOf(nomenclatures, table)]));
  }

  /** Every code of a table, as options; the chosen one first, so that the list is the same text for all. */
  options(table: TableFiltre, chosen: string | undefined): Html {
    const first =
      chosen !== undefined && html`<option value="${chosen}" selected>${this.libelle(table, chosen)}</option>`;
    return html`${first}<option value="">Indifférent</option>${this.#lists.get(table)!}`;
  }

  libelle(table: TableFiltre, code: string): string {
    return this.#nomenclatures.resoudre(table, code).libelle ?? `code ${code}`;
  }
}

function listOf(nomenclatures: Nomenclatures, table: string): Html {
  const concepts = nomenclatures
    .chercher(table, '', CODES_MAX)
    .map(({ code, libelle }) => ({ code, libelle: libelle ?? code }))
    .sort((a, b) => collation.compare(a.libelle, b.libelle));
  return html`${concepts.map(({ code, libelle }) => html`<option value="${code}">${libelle}</option>`)}`;
}
