/** Text that is HTML already: only `html` makes it, so what comes from data is always escaped. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template. Nothing is shown for `undefined`, `null` and `false`. */
export type Piece = Html | string | number | undefined | null | false | readonly Piece[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Builds HTML; each value is escaped, whatever it holds, for use in text and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: Piece[]): Html {
  let text = strings[0]!;
  for (const [i, value] of values.entries()) text += render(value) + strings[i + 1]!;
  return new Html(text);
}

function render(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map(render).join('');
  if (piece === undefined || piece === null || piece === false) return '';
  return String(piece).replace(/[&<>"']/g, (c) => ESCAPES[c]!);
}
