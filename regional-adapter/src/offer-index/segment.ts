import type { CleOffre, TriOffres } from '@inter-ror/exposure-model';
import { Column } from './column.js';
import { EXACT_FIELDS, type ExactField } from './exact-fields.js';
import { Places } from './places.js';
import { Postings } from './postings.js';
import { Scratch } from './scratch.js';
import { SECTIONS as S, SegmentIllisibleError, SegmentReader } from './segment-format.js';
import { TextTable } from './text-table.js';

/** A sort whose order does not depend on the question. */
export type StaticSort = Exclude<TriOffres, 'DISTANCE' | 'PERTINENCE'>;

/** The offers in one order, and the rank of each in it. */
export interface Ranking {
  order: Int32Array;
  rank: Int32Array;
}

/** An offer of a page, with its value in the order of the sort. */
export interface Selected {
  ordinal: number;
  valeur: number | string;
}

/** An immutable segment opened over its buffer: views only, nothing is decoded. */
export class Segment {
  readonly offers: number;
  readonly scratch: Scratch;
  readonly ids: TextTable;
  readonly tokens: TextTable;
  readonly ownName: Postings;
  readonly names: Postings;
  readonly text: Postings;
  /** The same without the labels of what is not public. */
  readonly publicText: Postings;
  readonly reservedNames: Postings;
  readonly accessClasses: Uint8Array;
  readonly exactPostings: Postings;
  readonly agePostings: Postings;
  readonly ageMinimums: Float64Array;
  readonly ageMaximums: Float64Array;
  readonly places: Places;
  readonly beds: Column;
  readonly freePlaces: Column;
  readonly availabilityDates: Column;
  readonly byId: Ranking;
  private readonly rankings: Record<StaticSort, Ranking>;
  private readonly foldedNames: TextTable;
  private readonly updated: Float64Array;
  private readonly availability: Float64Array;
  private readonly exact: TextTable;
  private readonly exactFields: Int32Array;

  /** @throws SegmentIllisibleError */
  constructor(buffer: ArrayBuffer) {
    const reader = new SegmentReader(buffer);
    this.offers = reader.offers;
    this.scratch = new Scratch(reader.offers);
    this.ids = new TextTable(reader.ints(S.idStarts), reader.units(S.idUnits));
    this.foldedNames = new TextTable(reader.ints(S.nameStarts), reader.units(S.nameUnits));
    this.tokens = new TextTable(reader.ints(S.tokenStarts), reader.units(S.tokenUnits));
    this.exact = new TextTable(reader.ints(S.exactStarts), reader.units(S.exactUnits));
    this.exactFields = reader.ints(S.exactFields);
    if (this.exactFields.length !== EXACT_FIELDS.length + 1) {
      throw new SegmentIllisibleError(`${this.exactFields.length - 1} champs, ${EXACT_FIELDS.length} attendus`);
    }
    this.exactPostings = Postings.read(reader, S.exactPostings);
    this.agePostings = Postings.read(reader, S.agePostings);
    this.ownName = Postings.read(reader, S.ownNamePostings);
    this.names = Postings.read(reader, S.namesPostings);
    this.text = Postings.read(reader, S.textPostings);
    this.publicText = Postings.read(reader, S.publicTextPostings);
    this.reservedNames = Postings.read(reader, S.reservedNamesPostings);
    this.accessClasses = reader.units(S.accessClasses) as Uint8Array;
    this.ageMinimums = reader.floats(S.ageMinimums);
    this.ageMaximums = reader.floats(S.ageMaximums);
    this.places = Places.read(reader);
    this.beds = Column.read(reader, S.beds);
    this.freePlaces = Column.read(reader, S.places);
    this.availabilityDates = Column.read(reader, S.availabilityDate);
    this.updated = reader.floats(S.updated);
    this.availability = reader.floats(S.availability);
    this.byId = { order: reader.ints(S.orderById), rank: reader.ints(S.rankById) };
    this.rankings = {
      NOM: { order: reader.ints(S.orderByName), rank: reader.ints(S.rankByName) },
      MISE_A_JOUR: { order: reader.ints(S.orderByUpdate), rank: reader.ints(S.rankByUpdate) },
      DISPONIBILITE: { order: reader.ints(S.orderByAvailability), rank: reader.ints(S.rankByAvailability) },
    };
  }

  ranking(sort: StaticSort): Ranking {
    return this.rankings[sort];
  }

  /** The term of a value in `exactPostings`, -1 when no offer has it. */
  exactTerm(field: ExactField, value: string): number {
    const f = EXACT_FIELDS.indexOf(field);
    return this.exact.find(value, this.exactFields[f]!, this.exactFields[f + 1]!);
  }

  /** Every value that some offer has in a field. */
  exactValues(field: ExactField): string[] {
    const f = EXACT_FIELDS.indexOf(field);
    const from = this.exactFields[f]!;
    return Array.from({ length: this.exactFields[f + 1]! - from }, (_, i) => this.exact.get(from + i));
  }

  /** The value of an offer in the order of a sort. */
  sortValue(sort: StaticSort, o: number): number | string {
    if (sort === 'NOM') return this.foldedNames.get(o);
    return sort === 'MISE_A_JOUR' ? this.updated[o]! : this.availability[o]!;
  }

  /** The offer of a national id. */
  ordinalOf(id: string): number | undefined {
    const rank = this.rankAfterId(id) - 1;
    const o = this.byId.order[rank];
    return o !== undefined && this.ids.compare(o, id) === 0 ? o : undefined;
  }

  /** The rank, in the order of the ids, of the first offer whose id comes after `id`. */
  rankAfterId(id: string): number {
    return firstRank(this.byId.order, (o) => this.ids.compare(o, id) > 0);
  }

  /** The rank, in a sort, of the first offer that comes after a key. */
  rankAfterKey(sort: StaticSort, key: CleOffre): number {
    return firstRank(this.rankings[sort].order, (o) => {
      const difference =
        sort === 'NOM'
          ? this.foldedNames.compare(o, String(key.valeur))
          : Number(key.valeur) - (this.sortValue(sort, o) as number);
      return (difference || this.ids.compare(o, key.id)) > 0;
    });
  }
}

function firstRank(order: Int32Array, isAfter: (o: number) => boolean): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAfter(order[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
