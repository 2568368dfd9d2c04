const SUSPECT_TEXTE = /[<>&\p{Cc}\p{Cs}\ufffe\uffff]/u;
const SUSPECTS_TEXTE = /[<>&\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const SUSPECT_ATTRIBUT = /[<>&"\p{Cc}\p{Cs}\ufffe\uffff]/u;
const SUSPECTS_ATTRIBUT = /[<>&"\p{Cc}\p{Cs}\ufffe\uffff]/gu;

const REFERENCES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A character that XML 1.0 cannot carry becomes U+FFFD; those of U+0080 to U+009F are lawful. */
function reference(c: string): string {
  return REFERENCES[c] ?? (c >= '\u0080' && c <= '\u009f' ? c : '\ufffd');
}

/** Text of an element. */
export function echapperTexte(v: string): string {
  if (!SUSPECT_TEXTE.test(v)) return v;
  return v.replace(SUSPECTS_TEXTE, (c) => (c === '\n' || c === '\t' ? c : reference(c)));
}

/** Value of an attribute between double quotes. */
export function echapperAttribut(v: string): string {
  return SUSPECT_ATTRIBUT.test(v) ? v.replace(SUSPECTS_ATTRIBUT, reference) : v;
}
