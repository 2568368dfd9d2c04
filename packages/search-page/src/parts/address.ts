import { type Html, html } from '@inter-ror/web-page';

export interface Adresse {
  numeroVoie: string | null;
  typeVoie: string | null;
  libelleVoie: string | null;
  lieuDit: string | null;
  codePostal: string | null;
  localite: string | null;
}

export const ADRESSE = 'adresse { numeroVoie typeVoie libelleVoie lieuDit codePostal localite }';

export function vueAdresse(a: Adresse | null): Html | undefined {
  const lines = lignesAdresse(a);
  return lines.length === 0
    ? undefined
    : html`<address>${lines.map((l, i) => html`${i > 0 && html`<br>`}${l}`)}</address>`;
}

/** Street, place, postcode and town: those that are known. */
export function lignesAdresse(a: Adresse | null): string[] {
  if (a === null) return [];
  return [
    [a.numeroVoie, a.typeVoie, a.libelleVoie].filter(Boolean).join(' '),
    a.lieuDit ?? '',
    [a.codePostal, a.localite].filter(Boolean).join(' '),
  ].filter((l) => l !== '');
}
