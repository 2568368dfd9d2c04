/** What a typed question asks: words, and a place around which to look. */
export interface ParsedQuestion {
  texte: string;
  lieu?: string;
  rayonKm?: number;
}

const AROUND =
  /^(?<texte>.*?)\s*(?:près|pres|proche|autour)\s+(?:de\s+la\s+|de\s+l['’]\s*|de\s+|du\s+|des\s+|d['’]\s*)(?<lieu>.+)$/i;
const WITHIN = /^(?<lieu>.+?)\s*(?:,?\s*à\s+moins\s+de|à|dans)\s+(?<km>\d+(?:[.,]\d+)?)\s*km$/i;

/** Splits « IRM cardiaque près de Quimper à moins de 30 km » into its words, its place and its radius. */
export function parseQuestion(question: string): ParsedQuestion {
  const trimmed = question.trim().replace(/\s+/g, ' ');
  const around = AROUND.exec(trimmed)?.groups;
  if (around === undefined) return { texte: trimmed };
  const within = WITHIN.exec(around.lieu!)?.groups;
  const parsed: ParsedQuestion = { texte: around.texte!, lieu: within?.lieu ?? around.lieu! };
  if (within !== undefined) parsed.rayonKm = Number(within.km!.replace(',', '.'));
  return parsed;
}
