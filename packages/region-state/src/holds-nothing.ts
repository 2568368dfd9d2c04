import { distanceM, type Predicat } from '@inter-ror/exposure-model';
import type { ResumeOffres } from './summary.js';

/** What a summary proves of a predicate: that no offer satisfies it, that all do, or nothing. */
type Proof = 'NONE' | 'ALL' | undefined;
type Values = readonly (readonly [string, number])[];

/** More than the roundings of the three distances that are compared. */
const MARGIN_M = 3;

/**
 * Whether the summary proves that no offer satisfies the predicate. `false` proves nothing: names, words and
 * identifiers are not summed up.
 */
export function holdsNothing(resume: ResumeOffres, predicat: Predicat): boolean {
  return resume.offres === 0 || proofOf(resume, predicat) === 'NONE';
}

function proofOf(resume: ResumeOffres, p: Predicat): Proof {
  switch (p.sorte) {
    case 'codes':
      return ofValues(resume, resume.codes[p.liste], p.cles);
    case 'territoire':
      return ofValues(
        resume,
        resume.territoire[p.champ],
        p.valeurs.map((valeur) => valeur.toUpperCase()),
      );
    case 'booleen': {
      const yes = ofCount(resume, resume[p.champ]);
      return p.valeur ? yes : opposite(yes);
    }
    case 'age':
      if (!within(resume.ages.pris, p.jours)) return 'NONE';
      return within(resume.ages.toujoursPris, p.jours) ? 'ALL' : undefined;
    case 'disque':
      return ofDisc(resume, p);
    case 'lits':
      return atMost(resume.lits, p.minimum);
    case 'places':
      return atMost(resume.places, p.minimum);
    case 'disponibiliteDepuis':
      return atMost(resume.disponibiliteMaj, p.instant);
    case 'et':
      return both(p.termes.map((terme) => proofOf(resume, terme)));
    case 'ou':
      return opposite(both(p.termes.map((terme) => opposite(proofOf(resume, terme)))));
    case 'non':
      return opposite(proofOf(resume, p.terme));
    case 'nom':
    case 'texte':
    case 'identifiant':
    case 'secteurPsychiatrique':
      return undefined;
  }
}

function opposite(proof: Proof): Proof {
  if (proof === undefined) return undefined;
  return proof === 'ALL' ? 'NONE' : 'ALL';
}

function both(proofs: readonly Proof[]): Proof {
  if (proofs.includes('NONE')) return 'NONE';
  return proofs.every((proof) => proof === 'ALL') ? 'ALL' : undefined;
}

function ofCount({ offres }: ResumeOffres, count: number): Proof {
  if (count === 0) return 'NONE';
  return count === offres ? 'ALL' : undefined;
}

function ofValues(resume: ResumeOffres, values: Values | undefined, asked: readonly string[]): Proof {
  if (values === undefined) return undefined;
  const counts = countsOf(values);
  // An offer with two of the values is counted for each: the greatest count alone proves that all have one.
  return ofCount(resume, Math.max(0, ...asked.map((value) => counts.get(value) ?? 0)));
}

const tables = new WeakMap<Values, ReadonlyMap<string, number>>();

function countsOf(values: Values): ReadonlyMap<string, number> {
  let counts = tables.get(values);
  if (counts === undefined) {
    counts = new Map(values);
    tables.set(values, counts);
  }
  return counts;
}

function within(intervals: readonly (readonly [number, number])[], value: number): boolean {
  return intervals.some(([from, to]) => from <= value && value < to);
}

function atMost(most: number | null, minimum: number): Proof {
  return most === null || most < minimum ? 'NONE' : undefined;
}

/** By the triangle inequality on the sphere: neither borders, poles nor the antimeridian are special. */
function ofDisc(
  { disques, sansLieu }: ResumeOffres,
  { latitude, longitude, rayonM }: Extract<Predicat, { sorte: 'disque' }>,
): Proof {
  let all = sansLieu === 0;
  let none = true;
  for (const [lat, lon, radius] of disques) {
    const distance = distanceM(latitude, longitude, lat, lon);
    if (distance - radius <= rayonM + MARGIN_M) none = false;
    if (distance + radius > rayonM - MARGIN_M) all = false;
    if (!none && !all) return undefined;
  }
  return none ? 'NONE' : 'ALL';
}
