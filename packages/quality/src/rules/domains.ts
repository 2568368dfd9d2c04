/** Domain of the ROR that a site belongs to, by its category (JDV_J55). */
export type Domaine = 'Coordination' | 'Offre de ville' | 'Médico-social' | 'Sanitaire' | 'Sans catégorie';

export const DOMAINES: readonly Domaine[] = [
  'Sanitaire',
  'Médico-social',
  'Offre de ville',
  'Coordination',
  'Sans catégorie',
];

const COORDINATION = new Set(['604', '606']);
const VILLE = new Set(['124', '603', '617', '618', 'SA05', 'SA07', 'SA08', 'SA09']);

/** Categories of the medico-social scope of CP5 and CP6. */
export const CATEGORIES_MEDICO_SOCIALES: ReadonlySet<string> = new Set(
  `178 182 183 186 188 189 190 192 194 195 196 197 198 202 207 209 221 228 238 246 249 252 253 255 354 370 377 379 381
   382 390 395 396 402 437 445 446 448 449 460 500 501 502`.split(/\s+/),
);

/** Practices, described as sites: out of several rules. */
export const EXERCICE_LIBERAL: ReadonlySet<string> = new Set(['SA05', 'SA07', 'SA08', 'SA09']);

/**
 * @param categorieEG JDV_J55 code. What is in none of the published lists of a domain is counted as Sanitaire.
 */
export function domaineDe(categorieEG: string | null): Domaine {
  if (categorieEG === null) return 'Sans catégorie';
  if (COORDINATION.has(categorieEG)) return 'Coordination';
  if (VILLE.has(categorieEG)) return 'Offre de ville';
  return CATEGORIES_MEDICO_SOCIALES.has(categorieEG) ? 'Médico-social' : 'Sanitaire';
}
