const ABREVIATIONS: Readonly<Record<string, string>> = { st: 'saint', ste: 'sainte' };

/**
 * Folds the name of a commune for comparison: lower case, no accents nor ligatures, punctuation and hyphens to one
 * space, `St`/`Ste` in full.
 */
export function replierNom(nom: string): string {
  return nom
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\bste?\b/g, (mot) => ABREVIATIONS[mot] ?? mot);
}
