/**
 * Fields whose value is spread over regions: the gateway gathers them itself, by the national key of the object.
 * They are taken out of what is asked to a region for its own part, and the key is asked in their place.
 */
export interface NationalType {
  /** Field that identifies the object in every region. */
  key: string;
  /** List that each region knows a part of. */
  list: string;
  /** Statuses of the regions for that list. */
  statuses: string;
}

export const NATIONAL_TYPES: Readonly<Record<string, NationalType>> = {
  EntiteJuridique: { key: 'idNatStruct', list: 'entitesGeographiques', statuses: 'regions' },
  Professionnel: { key: 'idNatPS', list: 'situations', statuses: 'regions' },
};

/** Response name under which the gateway asks a key for itself. */
export function keyAlias(key: string): string {
  return `_cle_${key}`;
}
