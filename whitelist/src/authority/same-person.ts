/**
 * Whether two names are one person's, however written: case, accents, punctuation and the order of the words do not
 * count (`Élodie MARTIN` and `martin elodie`).
 */
export function samePerson(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

function folded(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}
