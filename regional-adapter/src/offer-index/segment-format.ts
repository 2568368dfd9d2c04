import { crc32 } from 'node:zlib';

/** Sections of a segment. A number, once given, keeps its meaning. */
export const SECTIONS = {
  idStarts: 1,
  idUnits: 2,
  nameStarts: 3,
  nameUnits: 4,
  tokenStarts: 5,
  tokenUnits: 6,
  exactStarts: 7,
  exactUnits: 8,
  exactFields: 9,
  rankById: 10,
  orderById: 11,
  rankByName: 12,
  orderByName: 13,
  rankByUpdate: 14,
  orderByUpdate: 15,
  rankByAvailability: 16,
  orderByAvailability: 17,
  updated: 18,
  availability: 19,
  placeOf: 20,
  placeOffersStarts: 21,
  placeOffers: 22,
  placeRows: 23,
  placeLatitudes: 24,
  placeLongitudes: 25,
  placeVectors: 26,
  ageMinimums: 27,
  ageMaximums: 28,
  /** Sensitivity and field of activity of each offer (`access-classes.ts`). */
  accessClasses: 29,
  /** A family of postings takes six numbers from its own on (see `POSTINGS_PARTS`). */
  exactPostings: 40,
  agePostings: 50,
  ownNamePostings: 60,
  namesPostings: 70,
  textPostings: 80,
  publicTextPostings: 100,
  reservedNamesPostings: 110,
  /** A column takes three numbers from its own on (see `COLUMN_PARTS`). */
  beds: 90,
  places: 93,
  availabilityDate: 96,
} as const;

export const POSTINGS_PARTS = { cumul: 0, starts: 1, data: 2, unionBounds: 3, unionCounts: 4, unionBits: 5 } as const;
export const COLUMN_PARTS = { values: 0, order: 1, sorted: 2 } as const;

type Section = Int32Array | Float64Array | Uint8Array | Uint16Array;

/**
 * Raised whenever the meaning of a section changes, and whenever the folding of words does:
 * an older segment is then refused and built again.
 */
const VERSION = 3;
/** Read as one native 32-bit word: a segment written with the other byte order is refused. */
const MAGIC = 0x49524f31;
const HEADER_WORDS = 6;
const ENTRY_WORDS = 4;
const KINDS = [Int32Array, Float64Array, Uint8Array, Uint16Array] as const;

/** A buffer that is not a whole segment of this version: build the index again from the store. */
export class SegmentIllisibleError extends Error {
  override readonly name = 'SegmentIllisibleError';

  constructor(cause: string) {
    super(`Segment d'index illisible : ${cause}. Reconstruire l'index depuis les offres enregistrées.`);
  }
}

/** Collects sections, then lays them in one buffer: header, directory, sections aligned on 8 bytes. */
export class SegmentWriter {
  private readonly sections: [number, Section][] = [];

  add(section: number, content: Section): void {
    this.sections.push([section, content]);
  }

  build(offers: number): ArrayBuffer {
    const first = align(4 * (HEADER_WORDS + ENTRY_WORDS * this.sections.length));
    const total = this.sections.reduce((end, [, content]) => align(end + content.byteLength), first);
    const buffer = new ArrayBuffer(total);
    const directory = new Uint32Array(buffer, 0, first / 4);
    const bytes = new Uint8Array(buffer);
    let at = first;
    this.sections.forEach(([section, content], i) => {
      const kind = KINDS.findIndex((type) => content instanceof type);
      directory.set([section, kind, at, content.length], HEADER_WORDS + ENTRY_WORDS * i);
      bytes.set(new Uint8Array(content.buffer, content.byteOffset, content.byteLength), at);
      at = align(at + content.byteLength);
    });
    directory.set([MAGIC, VERSION, 0, total, offers, this.sections.length]);
    directory[2] = checksum(buffer);
    return buffer;
  }
}

/** Views of the sections of a segment, once its header and its checksum are verified. */
export class SegmentReader {
  readonly offers: number;
  private readonly sections = new Map<number, Section>();

  /** @throws SegmentIllisibleError */
  constructor(buffer: ArrayBuffer) {
    if (buffer.byteLength < 4 * HEADER_WORDS || buffer.byteLength % 8 !== 0) {
      throw new SegmentIllisibleError(`${buffer.byteLength} octets`);
    }
    const words = new Uint32Array(buffer);
    if (words[0] !== MAGIC) throw new SegmentIllisibleError("ce n'est pas un segment de cette machine");
    if (words[1] !== VERSION) throw new SegmentIllisibleError(`version ${words[1]}, attendue ${VERSION}`);
    if (words[3] !== buffer.byteLength) {
      throw new SegmentIllisibleError(`${buffer.byteLength} octets, ${words[3]} attendus`);
    }
    if (words[2] !== checksum(buffer)) throw new SegmentIllisibleError('somme de contrôle fausse');
    this.offers = words[4]!;
    for (let i = 0; i < words[5]!; i++) {
      const [section, kind, at, length] = words.subarray(HEADER_WORDS + ENTRY_WORDS * i);
      this.sections.set(section!, new KINDS[kind!]!(buffer, at!, length!));
    }
  }

  ints(section: number): Int32Array {
    return this.sections.get(section) as Int32Array;
  }

  floats(section: number): Float64Array {
    return this.sections.get(section) as Float64Array;
  }

  units(section: number): Uint8Array | Uint16Array {
    return this.sections.get(section) as Uint8Array | Uint16Array;
  }
}

function align(bytes: number): number {
  return (bytes + 7) & ~7;
}

/** Of all but the word that holds it. */
function checksum(buffer: ArrayBuffer): number {
  return crc32(new Uint8Array(buffer, 12), crc32(new Uint8Array(buffer, 0, 8)));
}
