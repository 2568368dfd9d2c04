const FAST_RANGE = 0x180;
const SPACE = 32;
const SCRATCH_SIZE = 1024;

/** Folding of any text by Unicode rules: the reference that the quick table below is made from. */
export function replierUnicode(texte: string): string {
  return foldLetters(texte)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function foldLetters(texte: string): string {
  return texte
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss');
}

/**
 * What each character under U+0180 folds to: its ASCII byte (a space for all that separates words), LIGATURE for two
 * letters, SLOW for what only the Unicode rules can fold.
 */
const LIGATURE = 1;
const SLOW = 0;
let quickFolds: Uint8Array | undefined;
const ligatures = new Map<number, string>();

function makeQuickFolds(): Uint8Array {
  return Uint8Array.from({ length: FAST_RANGE }, (_, code) => {
    const folded = foldLetters(String.fromCharCode(code)).replace(/[^\p{L}\p{N}]/gu, ' ');
    if (/^[a-z]{2}$/.test(folded)) ligatures.set(code, folded);
    if (ligatures.has(code)) return LIGATURE;
    return /^[a-z0-9 ]$/.test(folded) ? folded.charCodeAt(0) : SLOW;
  });
}

const scratch = Buffer.allocUnsafe(SCRATCH_SIZE);

/**
 * Folds a text for comparison and search: lower case, no accents, `œ` → `oe`, `æ` → `ae`; apostrophes, hyphens and
 * punctuation become one space; no space at either end. Idempotent, never throws.
 */
export function replierTexte(texte: string): string {
  quickFolds ??= makeQuickFolds();
  const folds = quickFolds;
  const length = texte.length;
  if (length * 2 > SCRATCH_SIZE) return replierUnicode(texte);
  let size = 0;
  let last = SPACE;
  for (let i = 0; i < length; i++) {
    const code = texte.charCodeAt(i);
    let byte = code < FAST_RANGE ? folds[code]! : outsideRange(code);
    if (byte <= LIGATURE) {
      const letters = byte === LIGATURE ? ligatures.get(code) : undefined;
      if (letters === undefined) {
        if (code >= 0x300 && code <= 0x36f) continue;
        return replierUnicode(texte);
      }
      scratch[size++] = letters.charCodeAt(0);
      byte = letters.charCodeAt(1);
    }
    if (byte === SPACE && last === SPACE) continue;
    scratch[size++] = byte;
    last = byte;
  }
  if (size > 0 && last === SPACE) size--;
  return scratch.toString('latin1', 0, size);
}

/** Typographic apostrophe and dash, the only characters past U+0180 that French texts hold often. */
function outsideRange(code: number): number {
  return code === 0x2019 || code === 0x2013 ? SPACE : SLOW;
}

/** The folded words of a text, in their order, repeats kept. */
export function motsDe(texte: string): string[] {
  const folded = replierTexte(texte);
  return folded === '' ? [] : folded.split(' ');
}
