import { OID_V1, type RechercheV1 } from '@inter-ror/csd';
import { regions } from '@inter-ror/territory';

/** Activities that the invented nation has in most regions. */
const ACTIVITES = ['13', '25', '33', '37', '41', '46', '50', '67', '68', '70', '83', '95', '97'];
/** Towns of six regions: INSEE codes. */
const COMMUNES = ['29232', '35238', '75101', '69123', '13201', '31555', '44109', '67482', '59350'];
const PAYS = regions().map(({ code }) => ({ type: { code: '1', oid: OID_V1.typeDivision }, code }));

/**
 * Searches v1, none twice: one half in the whole country, for an activity and an age, the other around a town.
 * @param from rank of the first: two lists that do not overlap have no search in common
 */
export function recherches(from: number, count: number): RechercheV1[] {
  return Array.from({ length: count }, (_, i) => {
    const rank = from + i;
    const activite = { code: ACTIVITES[rank % ACTIVITES.length]!, oid: OID_V1.activiteOperationnelle };
    const base = { classesAge: [], modesPriseEnCharge: [], activites: [activite] };
    // In days, so that there are enough of them.
    const agePatient = { valeur: 7_000 + rank, unite: { code: 'j', oid: OID_V1.uniteTemps } };
    if (rank % 2 === 0) return { ...base, destinations: PAYS, agePatient };
    const commune = COMMUNES[rank % COMMUNES.length]!;
    const type = { code: '3', oid: OID_V1.typeDivision };
    return { ...base, destinations: [{ type, code: commune, distanceKm: 50 + (rank % 400) }], agePatient };
  });
}
