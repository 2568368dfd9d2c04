/** A line of CSV for a French spreadsheet: semicolons, CRLF; nothing in it can run as a formula. */
export function csvLine(values: readonly (string | number | null | undefined)[]): string {
  return `${values.map(cell).join(';')}\r\n`;
}

/** A spreadsheet runs a text that begins as a formula: an apostrophe keeps it a text. */
function cell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value).replace('.', ',');
  const text = (value ?? '').replace(/[\r\n]+/g, ' ');
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[";]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
