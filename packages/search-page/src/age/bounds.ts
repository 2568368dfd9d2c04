import { ageEnMots } from '../parts/index.js';

/** UCUM code of `uniteAge` (TRE_R247). */
export type Unite = 'a' | 'mo' | 'wk' | 'd' | 'h';

/** An age as it was typed. */
export interface Quantite {
  n: number;
  unite: Unite;
}

/** One age, or the ends of a span. */
export type AgesCherches = { age: Quantite } | { min?: Quantite; max?: Quantite };

/** Ages in the words of the contract. */
export interface CriteresAge {
  age?: number;
  ageMin?: number;
  ageMax?: number;
  uniteAge: Unite;
}

/** Days in a unit, as the contract counts them. */
const DAYS: Readonly<Record<Unite, number>> = { a: 365.25, mo: 30.4375, wk: 7, d: 1, h: 1 / 24 };
const FINER: Readonly<Record<Unite, Unite>> = { a: 'mo', mo: 'd', wk: 'd', d: 'h', h: 'h' };
/** Up to here the age before a birthday is told in the finer unit: under 2 years is 23 months, under 18 is 17 years. */
const TOLD_FINER = 2;

export function jours({ n, unite }: Quantite): number {
  return n * DAYS[unite];
}

/** The last whole age below another: the bounds of the contract are included. */
export function auDessousDe({ n, unite }: Quantite): Quantite {
  if (n > TOLD_FINER) return { n: Math.ceil(n) - 1, unite };
  const finer = FINER[unite];
  return { n: Math.max(0, Math.ceil((n * DAYS[unite]) / DAYS[finer]) - 1), unite: finer };
}

/** A span in its order, whichever end was typed first. */
export function tranche(a: Quantite, b: Quantite): AgesCherches {
  return jours(a) <= jours(b) ? { min: a, max: b } : { min: b, max: a };
}

export function criteresAge(ages: AgesCherches): CriteresAge {
  if ('age' in ages) return { age: ages.age.n, uniteAge: ages.age.unite };
  const { min, max } = ages;
  const uniteAge = commonUnit((min ?? max)!.unite, (max ?? min)!.unite);
  const told = (q: Quantite) => (q.unite === uniteAge ? q.n : jours(q) / DAYS[uniteAge]);
  return { ...(min && { ageMin: told(min) }), ...(max && { ageMax: told(max) }), uniteAge };
}

/** One unit for both ends, in which each is exact: a year is twelve months, a month no whole number of weeks. */
function commonUnit(a: Unite, b: Unite): Unite {
  if (a === b) return a;
  const both = new Set([a, b]);
  if (both.has('h')) return 'h';
  return both.has('a') && both.has('mo') ? 'mo' : 'd';
}

/** Months are said with years beyond those of a small child: `15 ans et 3 mois`. */
function words({ n, unite }: Quantite): string {
  const years = Math.floor(n / 12);
  if (unite !== 'mo' || years <= TOLD_FINER || n % 12 === 0) return ageEnMots(n, unite);
  return `${ageEnMots(years, 'a')} et ${ageEnMots(n % 12, 'mo')}`;
}

/** `80 ans`, `de 3 à 12 ans`, `à partir de 75 ans`, `jusqu’à 23 mois`. */
export function agesEnMots(ages: AgesCherches): string {
  if ('age' in ages) return words(ages.age);
  const { min, max } = ages;
  if (max === undefined) return `à partir de ${words(min!)}`;
  if (min === undefined) return `jusqu’à ${words(max)}`;
  return min.unite === max.unite
    ? `de ${min.n.toLocaleString('fr-FR')} à ${words(max)}`
    : `de ${words(min)} à ${words(max)}`;
}
