import { type Droits, droitsDe, type Profil } from '@inter-ror/access-policy';
import { ACCESS_CLASSES } from './access-classes.js';
import { type Bits, countBits, setBit, wordsFor } from './bitmap.js';
import { BitmapNode, NoneNode, type QueryNode } from './query-node.js';
import type { Segment } from './segment.js';

/** Offers on which a kind of datum is seen. */
export type Extent = 'ALL' | 'NONE' | { bits: Bits; count: number };

/** Kinds of data that may be hidden on an offer that is itself seen. */
export type Kind = 'soins' | 'equipement' | 'capaciteDisponible' | 'siteCrise';

/** What one profile sees of a segment: the offers, and on which of them each kind of datum. */
export interface AccessView {
  readonly offers: Extent;
  readonly kinds: Readonly<Record<Kind, Extent>>;
  /** Where the words of acts and equipment are searched. */
  readonly reservedText: Extent;
  /** Names of sensitive organisations above offers that are not. */
  readonly reservedNames: boolean;
}

/** What sees everything: no set is narrowed. */
export const EVERYTHING: AccessView = {
  offers: 'ALL',
  kinds: { soins: 'ALL', equipement: 'ALL', capaciteDisponible: 'ALL', siteCrise: 'ALL' },
  reservedText: 'ALL',
  reservedNames: true,
};

/**
 * The view of a profile, from the classes of the offers: made once for each segment and profile.
 * @param opposed ordinals of the offers whose practitioners all refuse public diffusion
 */
export function accessView(segment: Segment, profil: Profil, opposed: ReadonlySet<number>): AccessView {
  const rights = [false, true].map((oppose) => ACCESS_CLASSES.map((classe) => droitsDe(profil, { ...classe, oppose })));
  const of = (o: number): Droits => rights[opposed.has(o) ? 1 : 0]![segment.accessClasses[o]!]!;
  const everyOffer = () => true;
  const seenOffer = (o: number) => of(o).voit.offre;
  const kind = (nom: Kind): Extent => extentOf(segment.offers, seenOffer, (o) => of(o).voit[nom]);
  const reserved = droitsDe(profil, { sensible: true, champ: 'AUTRE', oppose: false });
  return {
    offers: extentOf(segment.offers, everyOffer, seenOffer),
    kinds: {
      soins: kind('soins'),
      equipement: kind('equipement'),
      capaciteDisponible: kind('capaciteDisponible'),
      siteCrise: kind('siteCrise'),
    },
    reservedText: extentOf(segment.offers, seenOffer, (o) => of(o).voit.soins && of(o).voit.equipement),
    reservedNames: reserved.voit.offre,
  };
}

/** Of the offers that count, those on which something holds. */
function extentOf(offers: number, counts: (o: number) => boolean, holds: (o: number) => boolean): Extent {
  const bits = new Int32Array(wordsFor(offers));
  let all = true;
  for (let o = 0; o < offers; o++) {
    if (!counts(o)) continue;
    if (holds(o)) setBit(bits, o);
    else all = false;
  }
  if (all) return 'ALL';
  const count = countBits(bits);
  return count === 0 ? 'NONE' : { bits, count };
}

/** The offers of an extent; `undefined` for all of them. */
export function extentNode(segment: Segment, extent: Extent): QueryNode | undefined {
  if (extent === 'ALL') return undefined;
  if (extent === 'NONE') return new NoneNode(segment.scratch);
  return new BitmapNode(segment.scratch, extent.count, extent.bits, 0);
}
