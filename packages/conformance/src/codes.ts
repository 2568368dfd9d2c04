/** A code without its leading zeros: requests of the search v1 send `6` for `06`, and both are the same code. */
export function sansZeros(code: string): string {
  return code
    .trim()
    .toUpperCase()
    .replace(/^0+(?=.)/, '');
}

export function memeCode(a: string, b: string): boolean {
  return sansZeros(a) === sansZeros(b);
}
