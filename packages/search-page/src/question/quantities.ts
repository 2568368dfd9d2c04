/** What a typed question says in figures, taken out of it. */
const FREE = /\b(?:avec\s+)?(?:(?:un|une|des|du)\s+)?(?:lits?|places?)\s+(?:disponibles?|libres?)(?![\p{L}])/giu;
const RADIUS =
  /(?<=^|[\s,;(])(?<intro>(?:(?:dans|sur)\s+)?(?:un\s+)?rayon\s+(?:maxim(?:um|al)\s+)?(?:de\s+)?|(?:à\s+|a\s+)?(?:moins|environ|plus\s+près)\s+(?:de\s+)?|à\s+|dans\s+(?:les\s+)?|jusqu['’]à\s+)?(?<n>[-−–]?(?:\d{1,3}(?:\s\d{3})+|\d+)(?:[.,]\d+)?)\s*(?<unite>kms?|kilom[eéè]tres?|m|m[eéè]tres?)(?![\p{L}\d])(?:\s+(?:à\s+la\s+ronde|maxi?(?:mum)?|au\s+plus)(?![\p{L}\d]))?/iu;
const AFTER_RADIUS = /^\s*(?:autour\s+|alentour\s+)?(?=(?:de\s|du\s|des\s|d['’])\s*\S)/iu;

/** A radius, and how it was typed. */
export interface Rayon {
  km: number;
  dit: string;
  /** Whether it can be nothing but a radius: « 2 m » alone may be the size of a table. */
  certain: boolean;
}

export function lireLibre(text: string): { reste: string; libre: boolean } {
  const reste = tidy(text.replace(FREE, ' '));
  return { reste, libre: reste !== tidy(text) };
}

/** « à moins de 20 km », « dans un rayon de 500 mètres »; « 20 km autour de Brest » leaves « près de Brest ». */
export function lireRayon(text: string): { reste: string; rayon?: Rayon } {
  const found = RADIUS.exec(text);
  if (found?.groups === undefined) return { reste: text };
  const { intro, n, unite } = found.groups;
  const value = Number(n!.replace(/\s/g, '').replace(/[−–]/, '-').replace(',', '.'));
  const metres = /^m(?![a-z]*k)/i.test(unite!);
  const after = AFTER_RADIUS.exec(text.slice(found.index + found[0].length));
  const rayon = {
    km: metres ? value / 1000 : value,
    dit: `${n} ${unite}`,
    certain: !metres || intro !== undefined,
  };
  const length = found[0].length + (after?.[0].length ?? 0);
  const reste = `${text.slice(0, found.index)}${after === null ? ' ' : ' près '}${text.slice(found.index + length)}`;
  return { reste: tidy(reste).replace(/\s*,\s*$/, ''), rayon };
}

export function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
