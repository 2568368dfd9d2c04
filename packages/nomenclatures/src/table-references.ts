import { AUTRES_REFERENCES, TABLES_CONNUES } from './known-tables.js';
import { cleTable } from './table-format.js';
import type { TableNos } from './table-types.js';

const URN_OID = /^urn:oid:/i;
const URN_INTERNE = /^urn:inter-ror:nos:/i;
const NOM_DANS_REFERENCE = /(?:^|\/)(tre|jdv|ass)[_-]?([a-z][0-9]{1,4})(?![a-z0-9])/i;

/** Index of everything that designates a table: OID, FHIR system or address, full name, short name. */
export class TableReferences {
  readonly #cles = new Map<string, string>();

  constructor(tables: Iterable<TableNos>) {
    for (const [court, connue] of Object.entries(TABLES_CONNUES)) {
      this.#cles.set(court.toLowerCase(), cleTable(connue.nom));
      if (connue.oid !== null) this.#cles.set(connue.oid, cleTable(connue.nom));
    }
    for (const table of tables) {
      const cle = cleTable(table.name);
      const court = table.shortName.toLowerCase();
      if (table.kind === 'CodeSystem' || !this.#cles.has(court)) this.#cles.set(court, cle);
      if (table.oid !== null) this.#cles.set(table.oid, cle);
      if (table.url !== null) this.#cles.set(table.url.toLowerCase(), cle);
      if (table.kind === 'CodeSystem' && table.system !== null) this.#cles.set(table.system.toLowerCase(), cle);
    }
    for (const [reference, court] of Object.entries(AUTRES_REFERENCES)) {
      this.#cles.set(reference, this.#cles.get(court.toLowerCase()) ?? court);
    }
  }

  /** Key (`TRE_R211`) of the table that a reference designates; undefined when it designates no table of the NOS. */
  cle(reference: string): string | undefined {
    const ref = reference.trim().replace(URN_OID, '').replace(URN_INTERNE, '').toLowerCase();
    const directe = this.#cles.get(ref);
    if (directe !== undefined) return directe;
    const nom = NOM_DANS_REFERENCE.exec(ref);
    return nom === null ? undefined : `${nom[1]}_${nom[2]}`.toUpperCase();
  }
}
