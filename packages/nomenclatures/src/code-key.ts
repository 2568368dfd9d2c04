const DIGITS_ONLY = /^[0-9]+$/;

/**
 * Canonical key of a code, whatever its padding or case: the exchanges carry `13` where the table says `013`.
 *
 * `'13'`, `'013'` and `' 0013 '` give `'13'`; `'0'` and `'00'` give `'0'`; any other code is trimmed and upper-cased.
 */
export function cleCode(code: string): string {
  const trimmed = code.trim();
  if (!DIGITS_ONLY.test(trimmed)) return trimmed.toUpperCase().trim();
  let start = 0;
  while (start < trimmed.length - 1 && trimmed.charCodeAt(start) === 48) start++;
  return start === 0 ? trimmed : trimmed.slice(start);
}
