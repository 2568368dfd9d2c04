/**
 * A copy of a string that stands alone. A piece cut from a block of the file keeps the whole block in memory
 * for as long as the piece lives.
 */
export function detacher(texte: string): string {
  return Buffer.from(texte, 'utf8').toString('utf8');
}
