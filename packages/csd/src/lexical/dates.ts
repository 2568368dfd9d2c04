const JOURS_PAR_MOIS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The number written by two digits at `i`, or NaN. */
function deuxChiffres(v: string, i: number): number {
  const dizaine = v.charCodeAt(i) - 48;
  const unite = v.charCodeAt(i + 1) - 48;
  return dizaine >= 0 && dizaine <= 9 && unite >= 0 && unite <= 9 ? dizaine * 10 + unite : Number.NaN;
}

/** Where `YYYY-MM-DD` ends when it begins `v` and exists in the calendar, else -1. */
function finDate(v: string): number {
  const siecle = deuxChiffres(v, 0);
  const an = deuxChiffres(v, 2);
  const mois = deuxChiffres(v, 5);
  const jour = deuxChiffres(v, 8);
  if (!(siecle + an >= 0) || v.charCodeAt(4) !== 45 || v.charCodeAt(7) !== 45) return -1;
  if (!(mois >= 1 && mois <= 12 && jour >= 1 && jour <= (JOURS_PAR_MOIS[mois - 1] as number))) return -1;
  if (mois === 2 && jour === 29) {
    const annee = siecle * 100 + an;
    if (annee % 4 !== 0 || (annee % 100 === 0 && annee % 400 !== 0)) return -1;
  }
  return 10;
}

/** Where `HH:MM:SS` with its fraction ends when it begins at `i`, else -1. */
function finHeure(v: string, i: number): number {
  const h = deuxChiffres(v, i);
  const m = deuxChiffres(v, i + 3);
  const s = deuxChiffres(v, i + 6);
  if (v.charCodeAt(i + 2) !== 58 || v.charCodeAt(i + 5) !== 58) return -1;
  const minuit = h === 24 && m === 0 && s === 0;
  if (!(minuit || (h >= 0 && h <= 23 && m >= 0 && m <= 59 && s >= 0 && s <= 59))) return -1;
  let fin = i + 8;
  if (v.charCodeAt(fin) !== 46) return fin;
  const debut = ++fin;
  for (let c = v.charCodeAt(fin); c >= 48 && c <= 57; c = v.charCodeAt(++fin));
  return fin === debut ? -1 : fin;
}

/** Whether a time zone, or nothing, stands from `i` to the end. */
function fuseau(v: string, i: number): boolean {
  if (i === v.length) return true;
  const signe = v.charCodeAt(i);
  if (signe === 90) return v.length === i + 1;
  if ((signe !== 43 && signe !== 45) || v.length !== i + 6 || v.charCodeAt(i + 3) !== 58) return false;
  const h = deuxChiffres(v, i + 1);
  const m = deuxChiffres(v, i + 4);
  return (h <= 13 && m <= 59) || (h === 14 && m === 0);
}

/** `xs:date`, years 0000 to 9999. */
export function estDate(v: string): boolean {
  const fin = finDate(v);
  return fin !== -1 && fuseau(v, fin);
}

/** `xs:time`. */
export function estHeure(v: string): boolean {
  const fin = finHeure(v, 0);
  return fin !== -1 && fuseau(v, fin);
}

/** `xs:dateTime`, years 0000 to 9999. */
export function estDateHeure(v: string): boolean {
  const fin = finDate(v);
  if (fin === -1 || v.charCodeAt(fin) !== 84) return false;
  const finH = finHeure(v, fin + 1);
  return finH !== -1 && fuseau(v, finH);
}
