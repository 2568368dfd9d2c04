import { objet } from './table-format.js';

const DATE = /^\d{4}-\d{2}-\d{2}/;
const STATUTS_FINIS = new Set(['deprecated', 'retired', 'inactive']);
const DATES_DE_FIN = new Set(['dateFin', 'retirementDate', 'deprecationDate']);
const OID = /^urn:oid:([0-9]+(?:\.[0-9]+)+)$/;

/**
 * End of a concept, from its FHIR properties: `status` deprecated or retired, `inactive`, and the dates of the NOS
 * (`dateFin`, `retirementDate`, `deprecationDate`).
 *
 * @returns null while the concept is current, a date `YYYY-MM-DD`, or `OBSOLETE` when no date is given
 */
export function finDuConcept(properties: unknown, lieu: string): string | null {
  if (!Array.isArray(properties)) return null;
  let fini = false;
  let fin: string | null = null;
  for (const property of properties) {
    const champs = objet(property, lieu);
    if (champs.code === 'status' && STATUTS_FINIS.has(champs.valueCode as string)) fini = true;
    if (champs.code === 'inactive' && champs.valueBoolean === true) fini = true;
    if (DATES_DE_FIN.has(champs.code as string)) {
      const date = dateFhir(champs.valueDateTime ?? champs.valueString);
      if (date !== null && (fin === null || date < fin)) fin = date;
    }
  }
  return fin ?? (fini ? 'OBSOLETE' : null);
}

/** The day (`YYYY-MM-DD`) of a FHIR date or dateTime; null when it has none. */
export function dateFhir(valeur: unknown): string | null {
  return typeof valeur === 'string' ? (DATE.exec(valeur)?.[0] ?? null) : null;
}

/** OID among the identifiers of a FHIR resource. */
export function oidFhir(identifiers: unknown): string | null {
  if (!Array.isArray(identifiers)) return null;
  for (const identifier of identifiers) {
    const valeur = (identifier as { value?: unknown } | null)?.value;
    const oid = typeof valeur === 'string' ? OID.exec(valeur)?.[1] : undefined;
    if (oid !== undefined) return oid;
  }
  return null;
}
