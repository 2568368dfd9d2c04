/** Folded French words that tell nothing of an offer. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  'a au aux avec d dans de des du en et l la le les ou par pour pres sur un une'.split(' '),
);

/**
 * The words of a query that offers are matched on: without repeats nor stop words; a query of stop words alone
 * keeps them all.
 */
export function motsUtiles(mots: readonly string[]): string[] {
  const distincts = [...new Set(mots)];
  const utiles = distincts.filter((mot) => !STOP_WORDS.has(mot));
  return utiles.length > 0 ? utiles : distincts;
}
