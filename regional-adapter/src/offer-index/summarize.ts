import { distanceM, LISTES_DE_CODES, type ListeDeCodes, type Predicat } from '@inter-ror/exposure-model';
import { type ResumeOffres, VALUES_MAX } from '@inter-ror/region-state';
import type { ExactField } from './exact-fields.js';
import { type Point, wrapLongitude } from './sphere.js';

/** What is summed up: counts as one profile sees them. */
interface Counted {
  readonly taille: number;
  compter(predicat: Predicat): number;
}

/** Values that may occur, whoever sees them: each is counted before it is told. */
interface Candidates {
  values(field: ExactField): string[];
  /** Days at which the number of offers that take a patient may change. */
  ageBounds(): number[];
  points(): Point[];
  placeless(): number;
}

type Counts = [string, number][];
type Disc = [latitude: number, longitude: number, radiusM: number];

const TERRITOIRES = ['region', 'departement', 'commune', 'codePostal'] as const;
const AGE_BOUNDS_MAX = 1_000;
const FOR_EVER = Number.MAX_SAFE_INTEGER;
const DISCS_MAX = 1_000;
/** Side of the squares that are each held by a disc, degrees: about 28 km of latitude. */
const SQUARE_DEGREES = 0.25;
/** Beyond any number of beds and any instant: 2^44 ms is the year 2527. */
const BITS = 44;

/**
 * Sums up offers by asking what is counted, and nothing else: what a profile cannot find by its own questions is not in
 * the summary that is made of what it sees.
 */
export function summarize(search: Counted, candidates: Candidates): ResumeOffres {
  const ofField = (field: ExactField, ask: (value: string) => Predicat): Counts | undefined => {
    const values = candidates.values(field);
    if (values.length > VALUES_MAX) return undefined;
    return values.map((value): [string, number] => [value, search.compter(ask(value))]).filter(([, n]) => n > 0);
  };
  const codes = (Object.keys(LISTES_DE_CODES) as ListeDeCodes[]).map((liste) => [
    liste,
    ofField(liste, (cle) => ({ sorte: 'codes', liste, cles: [cle] })),
  ]);
  const territoire = TERRITOIRES.map((champ) => [
    champ,
    ofField(champ, (valeur) => ({ sorte: 'territoire', champ, valeurs: [valeur] })),
  ]);
  return {
    offres: search.taille,
    codes: known(codes),
    territoire: known(territoire),
    ages: agesOf(search, candidates.ageBounds()),
    accueilSequentielAccepte: search.compter({ sorte: 'booleen', champ: 'accueilSequentielAccepte', valeur: true }),
    zonePoser: search.compter({ sorte: 'booleen', champ: 'zonePoser', valeur: true }),
    lits: greatest((minimum) => search.compter({ sorte: 'lits', minimum })),
    places: greatest((minimum) => search.compter({ sorte: 'places', minimum })),
    disponibiliteMaj: greatest((instant) => search.compter({ sorte: 'disponibiliteDepuis', instant })),
    disques: discsAround(candidates.points()),
    sansLieu: candidates.placeless(),
  };
}

function known(entries: unknown[][]): Record<string, Counts> {
  return Object.fromEntries(entries.filter(([, counts]) => counts !== undefined));
}

/** Between two bounds nothing changes: one age of each interval is asked. */
function agesOf(search: Counted, all: number[]): ResumeOffres['ages'] {
  const bounds = [...new Set(all.map((days) => Math.min(days, FOR_EVER)))].sort((a, b) => a - b);
  if (bounds.length > AGE_BOUNDS_MAX) return { pris: [[-FOR_EVER, FOR_EVER]], toujoursPris: [] };
  const pris: [number, number][] = [];
  const toujoursPris: [number, number][] = [];
  bounds.slice(0, -1).forEach((from, i) => {
    const to = bounds[i + 1]!;
    const count = search.compter({ sorte: 'age', jours: from });
    if (count > 0) extend(pris, from, to);
    if (count > 0 && count === search.taille) extend(toujoursPris, from, to);
  });
  return { pris, toujoursPris };
}

function extend(intervals: [number, number][], from: number, to: number): void {
  const last = intervals.at(-1);
  if (last?.[1] === from) last[1] = to;
  else intervals.push([from, to]);
}

/** The greatest whole number, from 0, that some offer reaches; null when none does. */
function greatest(countAtLeast: (minimum: number) => number): number | null {
  if (countAtLeast(0) === 0) return null;
  let reached = 0;
  for (let bit = BITS; bit >= 0; bit--) {
    const tried = reached + 2 ** bit;
    if (countAtLeast(tried) > 0) reached = tried;
  }
  return reached;
}

/** Discs that hold all the points: one for each square that has some, larger squares when they would be too many. */
function discsAround(points: readonly Point[], side = SQUARE_DEGREES): Disc[] {
  const squares = new Map<string, Point[]>();
  for (const point of points) {
    const key = `${Math.floor(point.latitude / side)} ${Math.floor(wrapLongitude(point.longitude) / side)}`;
    const square = squares.get(key);
    if (square === undefined) squares.set(key, [point]);
    else square.push(point);
  }
  if (squares.size > DISCS_MAX) return discsAround(points, side * 2);
  return [...squares.values()].map((square): Disc => {
    const latitude = middle(square.map((point) => point.latitude));
    const longitude = middle(square.map((point) => wrapLongitude(point.longitude)));
    const radius = greatestOf(square.map((p) => distanceM(latitude, longitude, p.latitude, p.longitude)));
    return [latitude, longitude, radius];
  });
}

function middle(values: readonly number[]): number {
  return (greatestOf(values) - greatestOf(values.map((value) => -value))) / 2;
}

function greatestOf(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
