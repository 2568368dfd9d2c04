const integers = new Intl.NumberFormat('fr-FR');
const kilometres = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });
const days = new Intl.DateTimeFormat('fr-FR', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/Paris',
});
const PARIS = { timeZone: 'Europe/Paris' } as const;
const years = new Intl.DateTimeFormat('fr-FR', { year: 'numeric', ...PARIS });
const shortDays = new Intl.DateTimeFormat('fr-FR', { day: '2-digit', month: '2-digit', ...PARIS });
const shortDaysWithYear = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', ...PARIS });
const instants = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Paris' });

/** Order of names for a French reader: accents and case last. */
export const collation = new Intl.Collator('fr-FR');

/** `1 234`. */
export const nombre = (n: number): string => integers.format(n);

/** `12,5 km`. */
export const distance = (km: number): string => `${kilometres.format(km)} km`;

/** `3 lits`, `1 lit`, `0 lit`: in French the plural begins at two. */
export function compte(n: number, singulier: string, pluriel = `${singulier}s`): string {
  return `${nombre(n)} ${n >= 2 ? pluriel : singulier}`;
}

/** `12 novembre 2026`, from an ISO date or instant; the text itself when it is neither. */
export const jour = (iso: string): string => dated(iso, days);

/** `12/11`, Paris time; with its year when that is not this one. */
export function jourCourt(iso: string, now = new Date()): string {
  const year = (date: Date) => years.format(date);
  const date = new Date(iso);
  const known = !Number.isNaN(date.getTime()) && year(date) === year(now);
  return dated(iso, known ? shortDays : shortDaysWithYear);
}

/** `12/11/2026 08:30`, Paris time. */
export const instant = (iso: string): string => dated(iso, instants);

/** `42 s`, `12 min`, `3 h`, `2 jours`. */
export function duree(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : compte(Math.round(seconds / 86_400), 'jour');
}

/** `8 h 30`, from `08:30:00`. */
export function heure(h: string): string {
  const [hours, minutes] = h.split(':');
  return minutes === '00' || minutes === undefined ? `${Number(hours)} h` : `${Number(hours)} h ${minutes}`;
}

function dated(iso: string, format: Intl.DateTimeFormat): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
}
