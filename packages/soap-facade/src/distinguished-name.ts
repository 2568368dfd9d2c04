const NAME_MAX = 1024;
const PARTS_MAX = 32;

/** Types of attributes under their other names. */
const ALIASES: Readonly<Record<string, string>> = {
  EMAILADDRESS: 'E',
  EMAIL: 'E',
  '1.2.840.113549.1.9.1': 'E',
  '2.5.4.3': 'CN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  S: 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.97': 'ORGANIZATIONIDENTIFIER',
};

/**
 * Whether two texts are the same distinguished name: whatever the order in which it was written (RFC 2253 begins with
 * the end), its separators, the case and the blanks of its values. Nothing is left out: a name that is part of another
 * is another name.
 */
export function sameName(a: string, b: string): boolean {
  const [first, second] = [partsOf(a), partsOf(b)];
  if (first === undefined || second === undefined || first.length !== second.length) return false;
  return same(first, second) || same(first, second.toReversed());
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.every((part, i) => part === b[i]);
}

/** The parts of a name, canonical, in the order written; undefined when it is none. */
function partsOf(text: string): string[] | undefined {
  const name = text.trim();
  if (name.length === 0 || name.length > NAME_MAX) return undefined;
  const slashed = name.startsWith('/');
  const parts: string[] = [];
  for (const part of split(slashed ? name.slice(1) : name, slashed ? '/' : ',;\n')) {
    const pairs = split(part, '+').map(pairOf);
    if (pairs.includes(undefined) || parts.length >= PARTS_MAX) return undefined;
    parts.push(pairs.sort().join('+'));
  }
  return parts;
}

/** Cuts at separators that are neither escaped nor quoted. */
function split(text: string, separators: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\') {
      part += c + (text[++i] ?? '');
    } else if (c === '"') {
      quoted = !quoted;
      part += c;
    } else if (!quoted && separators.includes(c)) {
      parts.push(part);
      part = '';
    } else part += c;
  }
  parts.push(part);
  return parts;
}

function pairOf(text: string): string | undefined {
  const equals = text.indexOf('=');
  if (equals <= 0) return undefined;
  const type = text
    .slice(0, equals)
    .trim()
    .toUpperCase()
    .replace(/^OID\./, '');
  const value = unescaped(text.slice(equals + 1).trim());
  if (type === '' || value === undefined) return undefined;
  // The blanks of a value, its case and its Unicode form do not count (RFC 4518).
  const folded = value.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  return JSON.stringify([ALIASES[type] ?? type, folded]);
}

/** RFC 2253: `\,` and `\C3\A9`; a whole value may be quoted. */
function unescaped(text: string): string | undefined {
  const value = /^".*"$/s.test(text) ? text.slice(1, -1) : text;
  const bytes: Buffer[] = [];
  for (let i = 0; i < value.length; i++) {
    if (value[i] !== '\\') {
      const point = String.fromCodePoint(value.codePointAt(i)!);
      bytes.push(Buffer.from(point));
      i += point.length - 1;
      continue;
    }
    const hex = /^[0-9A-Fa-f]{2}/.exec(value.slice(i + 1, i + 3))?.[0];
    if (hex !== undefined) bytes.push(Buffer.from(hex, 'hex'));
    else if (i + 1 < value.length) bytes.push(Buffer.from(value[i + 1]!));
    else return undefined;
    i += hex === undefined ? 1 : 2;
  }
  return Buffer.concat(bytes).toString('utf8');
}
