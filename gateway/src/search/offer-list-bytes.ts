import { isUtf8 } from 'node:buffer';
import { BadShape } from '../plan/index.js';
import type { OfferList } from './page-form.js';

/** End of an answer whose last field is a list of offers: list, page, data, answer. */
const END = Buffer.from(']}}}');

/** One offer as its region wrote it, checked. */
export interface WrittenOffer {
  value: Record<string, unknown>;
  /** Its JSON after the opening brace. */
  tail: Buffer;
}

/** Reads offers one by one out of the bytes of an answer, without reading those that are not wanted. */
export class OfferListBytes {
  readonly #bytes: Buffer;
  readonly #list: OfferList;
  readonly #mark: Buffer;
  readonly #length: number;
  /** Where the offers found until now begin. */
  readonly #starts: number[];

  /**
   * @param from where the list begins, after its bracket
   * @param length offers that the list must have
   */
  constructor(bytes: Buffer, from: number, list: OfferList, length: number) {
    this.#bytes = bytes;
    this.#list = list;
    this.#mark = Buffer.from(`{"${list.mark}":"Offre"`);
    this.#length = length;
    this.#starts = [from];
    const empty = bytes.length - END.length === from;
    if (empty !== (length === 0)) throw new BadShape(`nodes n’a pas ${length} offres`);
    if (!empty && !bytes.subarray(from, from + this.#mark.length).equals(this.#mark)) {
      throw new BadShape('nodes ne commence pas par une offre');
    }
  }

  /** Whether an answer ends as its list must. */
  static ends(bytes: Buffer): boolean {
    return bytes.subarray(-END.length).equals(END);
  }

  /** @throws BadShape or SyntaxError when what the region wrote there is not such an offer */
  read(rank: number): WrittenOffer {
    while (this.#starts.length <= rank) this.#find();
    const last = rank + 1 === this.#length;
    const end = last ? this.#bytes.length - END.length : this.#find(rank + 1) - 1;
    let start = this.#starts[rank]! + this.#mark.length;
    if (last && this.#bytes.indexOf(this.#mark, start) >= 0)
      throw new BadShape(`nodes a plus de ${this.#length} offres`);
    if (this.#bytes[start] === COMMA) start++;
    const tail = this.#bytes.subarray(start, end);
    if (!isUtf8(tail)) throw new BadShape('une offre n’est pas en UTF-8');
    const value = JSON.parse(`{${tail.toString('utf8')}`);
    this.#list.part.check(value);
    return { value, tail };
  }

  #find(rank = this.#starts.length): number {
    const known = this.#starts[rank];
    if (known !== undefined) return known;
    const found = this.#bytes.indexOf(this.#mark, this.#starts[rank - 1]! + this.#mark.length);
    if (found < 0) throw new BadShape(`nodes n’a pas ${this.#length} offres`);
    this.#starts.push(found);
    return found;
  }
}

const COMMA = 0x2c;
