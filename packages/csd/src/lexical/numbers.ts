const ENTIER = /^[+-]?[0-9]{1,10}$/;
const DECIMAL = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;
const DOUBLE = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** `xs:int`; undefined when the text is none. */
export function lireEntier(v: string): number | undefined {
  if (!ENTIER.test(v)) return undefined;
  const n = Number(v);
  return n >= -2147483648 && n <= 2147483647 ? n + 0 : undefined;
}

function lireFini(v: string): number | undefined {
  const n = Number(v);
  return Number.isFinite(n) ? n + 0 : undefined;
}

/** `xs:decimal`; undefined when the text is none. */
export function lireDecimal(v: string): number | undefined {
  return DECIMAL.test(v) ? lireFini(v) : undefined;
}

/** `xs:double` without its infinities and NaN; undefined when the text is none. */
export function lireDouble(v: string): number | undefined {
  return DOUBLE.test(v) ? lireFini(v) : undefined;
}

/** The shortest plain decimal text that reads back as `n`: `xs:decimal` has no exponent. */
export function ecrireDecimal(n: number): string {
  const texte = String(n);
  const e = texte.indexOf('e');
  if (e === -1) return texte;
  const exposant = Number(texte.slice(e + 1));
  const negatif = texte.startsWith('-');
  const [entier = '', fraction = ''] = texte.slice(negatif ? 1 : 0, e).split('.');
  const chiffres = entier + fraction;
  const point = entier.length + exposant;
  const absolu =
    point <= 0 ? `0.${'0'.repeat(-point)}${chiffres}` : `${chiffres}${'0'.repeat(point - chiffres.length)}`;
  return negatif ? `-${absolu}` : absolu;
}
