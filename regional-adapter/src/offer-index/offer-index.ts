import type { Profil } from '@inter-ror/access-policy';
import {
  type CleOffre,
  codesDeCommune,
  communeDeArrondissement,
  comparerCles,
  distanceM,
  type Predicat,
  type Recherche,
} from '@inter-ror/exposure-model';
import type { ResumeOffres } from '@inter-ror/region-state';
import type { OfferSearch, PageOrdinaux } from '../ports/index.js';
import { type AccessView, accessView, EVERYTHING, extentNode } from './access-view.js';
import { andWords, type Bits, clearBit, countBits, fillBits, forEachBit, wordsFor } from './bitmap.js';
import { middleOfPlaces } from './commune-point.js';
import { find, release } from './found.js';
import { select } from './page-selection.js';
import { NO_PLACE } from './places.js';
import { allOf, compile } from './query-compiler.js';
import { BitmapNode, type QueryNode } from './query-node.js';
import { Segment } from './segment.js';
import type { Point } from './sphere.js';
import { summarize } from './summarize.js';

/** A segment as one index sees it. */
interface Part {
  segment: Segment;
  /** Ordinal of its first offer. */
  first: number;
  /** Its offers that are not retired; null when none is. */
  live: Bits | null;
  liveCount: number;
  /** What is seen of it. */
  view: AccessView;
}

interface Candidate {
  part: Part;
  /** In its segment. */
  o: number;
  cle: CleOffre;
}

/**
 * Search in memory over the offers of one generation: an immutable base segment, followed by the segments of the
 * changes since. Answers are those of an index built whole from the offers that remain.
 */
export class OfferIndex implements OfferSearch {
  /** Number of offers that can be found: retired ones do not count. */
  readonly taille: number;

  private constructor(private readonly parts: readonly Part[]) {
    this.taille = parts.reduce((sum, { liveCount }) => sum + liveCount, 0);
  }

  /**
   * Opens a segment made by `ConstructeurSegment`. The buffer belongs to the index from then on.
   *
   * @throws SegmentIllisibleError when the buffer is damaged, or made by another version.
   */
  static depuis(tampon: ArrayBuffer): OfferIndex {
    const segment = new Segment(tampon);
    return new OfferIndex([{ segment, first: 0, live: null, liveCount: segment.offers, view: EVERYTHING }]);
  }

  /**
   * The same index after a few changes; this one goes on answering as before. Ordinals keep their meaning: those of
   * the delta's offers follow, those of retired offers are not used any more.
   *
   * @param segmentDelta - a segment of the offers added or changed: each replaces the offer of the same id, if any.
   * @param retires - national ids of the offers replaced or deleted; unknown ones are ignored.
   * @throws SegmentIllisibleError
   */
  avecDelta(segmentDelta: ArrayBuffer, retires: Iterable<string>): OfferIndex {
    const delta = new Segment(segmentDelta);
    const retired = new Set(retires);
    for (let o = 0; o < delta.offers; o++) retired.add(delta.ids.get(o));
    const last = this.parts.at(-1)!;
    return new OfferIndex([
      ...this.parts.map((part) => withoutOffers(part, retired)),
      {
        segment: delta,
        first: last.first + last.segment.offers,
        live: null,
        liveCount: delta.offers,
        view: EVERYTHING,
      },
    ]);
  }

  /**
   * The same index as one profile sees it: hidden offers are not there, and what is hidden of the others never
   * matches, sorts or counts. Made once for a generation, a profile and its opposed offers.
   *
   * @param opposed ordinals of the offers whose practitioners all refuse public diffusion
   */
  pour(profil: Profil, opposed: ReadonlySet<number> = new Set()): OfferSearch {
    const parts = this.parts.map((part): Part => {
      const { first, segment } = part;
      const own = new Set([...opposed].map((o) => o - first).filter((o) => o >= 0 && o < segment.offers));
      const view = accessView(segment, profil, own);
      return { ...part, view, liveCount: countSeen(part, view) };
    });
    return new OfferIndex(parts);
  }

  rechercher(recherche: Recherche): PageOrdinaux {
    const limit = recherche.first + 1;
    let total = 0;
    let candidates: Candidate[] = [];
    for (const part of this.parts) {
      const { segment } = part;
      const found = find(segment.scratch, liveNode(part, recherche.predicat));
      total += found.count;
      for (const { ordinal, valeur } of select(segment, found, recherche, limit, part.view)) {
        candidates.push({ part, o: ordinal, cle: { valeur, id: segment.ids.get(ordinal) } });
      }
      release(segment.scratch, found);
    }
    if (this.parts.length > 1) candidates.sort((a, b) => comparerCles(recherche.tri, a.cle, b.cle));
    const suite = candidates.length > recherche.first;
    candidates = candidates.slice(0, recherche.first);
    return {
      total,
      ordinaux: candidates.map(({ part, o }) => part.first + o),
      cles: candidates.map(({ cle }) => cle),
      distances: recherche.origine ? candidates.map((candidate) => distanceOf(candidate, recherche.origine!)) : null,
      suite,
    };
  }

  compter(predicat: Predicat): number {
    let total = 0;
    for (const part of this.parts) {
      const found = find(part.segment.scratch, liveNode(part, predicat));
      total += found.count;
      release(part.segment.scratch, found);
    }
    return total;
  }

  pointDeCommune(codeINSEE: string): { latitude: number; longitude: number; lieux: number } | undefined {
    const predicat: Predicat = { sorte: 'territoire', champ: 'commune', valeurs: codesDeCommune(codeINSEE) };
    const ville = communeDeArrondissement(codeINSEE);
    const points = this.#pointsOf(predicat);
    return middleOfPlaces(points) ?? (ville === undefined ? undefined : this.pointDeCommune(ville));
  }

  resumer(): ResumeOffres {
    return summarize(this, {
      values: (field) => [...new Set(this.parts.flatMap(({ segment }) => segment.exactValues(field)))],
      ageBounds: () => this.parts.flatMap(({ segment }) => [...segment.ageMinimums, ...segment.ageMaximums]),
      points: () => this.#pointsOf(EVERY_OFFER),
      placeless: () => this.taille - this.compter(ANYWHERE),
    });
  }

  /** The distinct places of the offers that satisfy a predicate. */
  #pointsOf(predicat: Predicat): Point[] {
    const points = new Map<string, Point>();
    for (const part of this.parts) {
      const { scratch, places } = part.segment;
      const bits = scratch.takeBits();
      liveNode(part, predicat).mark(bits);
      forEachBit(bits, (o) => {
        const p = places.placeOf[o]!;
        if (p === NO_PLACE) return;
        const point = { latitude: places.latitudes[p]!, longitude: places.longitudes[p]! };
        points.set(`${point.latitude} ${point.longitude}`, point);
      });
      scratch.giveBits(bits);
    }
    return [...points.values()];
  }
}

const EVERY_OFFER: Predicat = { sorte: 'et', termes: [] };
/** Half the circumference of the Earth and more: every place is within. */
const ANYWHERE: Predicat = { sorte: 'disque', latitude: 0, longitude: 0, rayonM: 21_000_000 };

function liveNode(part: Part, predicat: Predicat): QueryNode {
  const { segment, live, liveCount, view } = part;
  const nodes = [compile(segment, predicat, view)];
  if (live) nodes.push(new BitmapNode(segment.scratch, liveCount, live, 0));
  const seen = extentNode(segment, view.offers);
  if (seen) nodes.push(seen);
  return nodes.length === 1 ? nodes[0]! : allOf(segment, nodes);
}

/** Offers of a part that a view sees and that are not retired. */
function countSeen({ live, liveCount }: Part, { offers }: AccessView): number {
  if (offers === 'ALL') return liveCount;
  if (offers === 'NONE') return 0;
  if (live === null) return offers.count;
  const both = Int32Array.from(live);
  andWords(both, offers.bits, 0);
  return countBits(both);
}

function withoutOffers(part: Part, retired: ReadonlySet<string>): Part {
  const { segment } = part;
  const live = new Int32Array(wordsFor(segment.offers));
  if (part.live) live.set(part.live);
  else fillBits(live, segment.offers);
  for (const id of retired) {
    const o = segment.ordinalOf(id);
    if (o !== undefined) clearBit(live, o);
  }
  const liveCount = countBits(live);
  return liveCount === segment.offers ? part : { ...part, live, liveCount };
}

function distanceOf({ part, o }: Candidate, origin: Point): number | null {
  const { placeOf, latitudes, longitudes } = part.segment.places;
  const p = placeOf[o]!;
  return p === NO_PLACE ? null : distanceM(origin.latitude, origin.longitude, latitudes[p]!, longitudes[p]!);
}
