import { departementDeCommune, regionDeCommune, regionDuDepartement } from '@inter-ror/territory';
import type { Situation } from './place.js';

/**
 * Region and département of a place, in an instance that serves `codes` (TRE_R30): by its commune, else by its
 * postcode. A place of none of the codes, or unknown, belongs to the first.
 */
export function territoireDe(
  situation: Pick<Situation, 'commune' | 'codePostal'>,
  codes: readonly string[],
): { region: string; departement: string | null } {
  const departement = departementDe(situation);
  const first = codes[0]!;
  if (codes.length === 1) return { region: first, departement };
  const found = regionDuLieu({ ...situation, departement });
  return { region: found !== undefined && codes.includes(found) ? found : first, departement };
}

/** Region of a place by its commune, else by its département; undefined when neither tells, as in a collectivity overseas. */
export function regionDuLieu(lieu: { commune: string | null; departement: string | null }): string | undefined {
  const { commune, departement } = lieu;
  return (
    (commune === null ? undefined : regionDeCommune(commune)) ??
    (departement === null ? undefined : regionDuDepartement(departement))
  );
}

/** Of a place without commune, by the first digits of its postcode (three overseas). */
function departementDe({ commune, codePostal }: Pick<Situation, 'commune' | 'codePostal'>): string | null {
  if (commune !== null) return departementDeCommune(commune) ?? null;
  if (codePostal === null || !/^[0-9]{5}$/.test(codePostal)) return null;
  if (codePostal.startsWith('20')) return codePostal < '20200' ? '2A' : '2B';
  return codePostal.slice(0, /^9[78]/.test(codePostal) ? 3 : 2);
}
