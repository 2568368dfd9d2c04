import { type Html, heure, html, jour } from '@inter-ror/web-page';

export interface Horaire {
  ouvert: boolean;
  /** Sunday is 0; empty: every day. */
  jours: number[];
  debut: string | null;
  fin: string | null;
  /** ISO dates of the first and last days of effect. */
  dateDebut: string;
  dateFin: string | null;
}

export const HORAIRES = 'horaires { ouvert jours debut fin dateDebut dateFin }';

const JOURS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', dateStyle: 'short' });

export function vueHoraires(horaires: readonly Horaire[]): Html | undefined {
  if (horaires.length === 0) return undefined;
  return html`<section><h2>Horaires</h2><ul>${horaires.map((h) => html`<li>${phraseHoraire(h)}</li>`)}</ul></section>`;
}

/** `du lundi au vendredi de 8 h à 18 h 30`. */
export function phraseHoraire(h: Horaire): string {
  const until = h.dateFin === null ? '' : `, du ${jour(h.dateDebut)} au ${jour(h.dateFin)}`;
  return `${h.ouvert ? '' : 'fermé '}${joursEnMots(h.jours)}${plage(h)}${until}`;
}

/**
 * What a list says of the day: `Ouvert aujourd’hui de 8 h à 12 h, de 14 h à 18 h`, `Fermé aujourd’hui`.
 * @returns undefined when no hours are known
 */
export function phraseDuJour(horaires: readonly Horaire[], now = new Date()): string | undefined {
  if (horaires.length === 0) return undefined;
  const today = isoDay.format(now);
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay();
  const open = horaires
    .filter((h) => h.ouvert && (h.jours.length === 0 || h.jours.includes(weekday)))
    .filter((h) => h.dateDebut <= today && (h.dateFin === null || today <= h.dateFin))
    .sort((a, b) => ((a.debut ?? '') < (b.debut ?? '') ? -1 : 1));
  if (open.length === 0) return 'Fermé aujourd’hui';
  return `Ouvert aujourd’hui${open.map(plage).filter(Boolean).join(',')}`;
}

function plage({ debut, fin }: Horaire): string {
  if (debut === null || fin === null) return '';
  if (debut.startsWith('00:00') && fin.startsWith('23:59')) return ' 24 h sur 24';
  return ` de ${heure(debut)} à ${heure(fin)}`;
}

/** The week of a French reader begins on Monday; three days in a row or more are a span. */
function joursEnMots(jours: readonly number[]): string {
  const ranks = [...new Set(jours.map((d) => (d + 6) % 7))].sort((a, b) => a - b);
  if (ranks.length === 7 || ranks.length === 0) return 'tous les jours';
  const names = ranks.map((rank) => JOURS[(rank + 1) % 7]!);
  const [first, last] = [ranks[0]!, ranks.at(-1)!];
  if (ranks.length > 2 && last - first === ranks.length - 1) return `du ${names[0]} au ${names.at(-1)}`;
  return names.length === 1 ? `le ${names[0]}` : `les ${names.slice(0, -1).join(', ')} et ${names.at(-1)}`;
}
