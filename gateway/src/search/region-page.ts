import { type CleOffre, comparerCles, lireCurseur, type Recherche } from '@inter-ror/exposure-model';
import type { SortedPage } from '../merge/index.js';
import { BadShape, ROOT } from '../plan/index.js';
import { OfferListBytes, type WrittenOffer } from './offer-list-bytes.js';
import { PAGE, type PageForm } from './page-form.js';

/** One offer of a region's page: its key in the total order, its cursor, and where it is. */
export interface Item {
  cle: CleOffre;
  curseur: string;
  page: RegionPage;
  rank: number;
}

/** What the gateway asked of a page for itself. */
export interface PageHeader {
  [PAGE.total]: number;
  [PAGE.cursors]: readonly string[];
  [PAGE.info]: { hasNextPage: boolean };
  [PAGE.regions]: readonly { codes: readonly string[]; generation: unknown; date: unknown }[];
}

interface OfferReader {
  read(rank: number): WrittenOffer;
}

/** A page that cannot be used: its region is set apart. */
export class UnusablePage extends Error {
  readonly page: RegionPage | undefined;
  constructor(cause: Error, page?: RegionPage) {
    super(cause.message);
    this.page = page;
  }
}

const BEFORE_HEADER = `{"data":{"${ROOT}":`;
const OPENING = Buffer.from(`${BEFORE_HEADER}{"${PAGE.total}":`);
const ONE_LIST = Buffer.from(',"_n0":[');

/** A region's page, of which only what is wanted is read, and all that is read is checked. */
export class RegionPage implements SortedPage<Item> {
  readonly header: PageHeader;
  readonly #recherche: Recherche;
  readonly #lists: readonly OfferReader[];
  readonly #items: Item[] = [];
  readonly #offers: WrittenOffer[][];
  #next: RegionPage | undefined;

  private constructor(header: PageHeader, lists: readonly OfferReader[], recherche: Recherche) {
    this.header = header;
    this.#lists = lists;
    this.#offers = lists.map(() => []);
    this.#recherche = recherche;
  }

  /**
   * Reads an answer that is written as an adapter writes it, without reading all its offers.
   * @returns undefined when the answer is written otherwise: it is then read whole
   */
  static ofBytes(bytes: Buffer, form: PageForm, recherche: Recherche): RegionPage | undefined {
    const list = form.lists[0];
    if (form.lists.length !== 1 || !bytes.subarray(0, OPENING.length).equals(OPENING)) return undefined;
    const end = bytes.indexOf(ONE_LIST);
    if (end < 0 || !OfferListBytes.ends(bytes)) return undefined;
    try {
      const header = headerOf(JSON.parse(`${bytes.toString('utf8', BEFORE_HEADER.length, end)}}`));
      const reader = new OfferListBytes(bytes, end + ONE_LIST.length, list!, header[PAGE.cursors].length);
      return new RegionPage(header, [reader], recherche);
    } catch {
      return undefined;
    }
  }

  /** @throws UnusablePage */
  static ofJson(json: unknown, form: PageForm, recherche: Recherche): RegionPage {
    try {
      const page = json as PageHeader & Record<string, unknown>;
      const header = headerOf(page);
      const readers = form.lists.map(({ name, mark, part }): OfferReader => {
        const offers = page[name];
        if (!Array.isArray(offers) || offers.length !== header[PAGE.cursors].length) {
          throw new BadShape(`nodes n’a pas ${header[PAGE.cursors].length} offres`);
        }
        return {
          read(rank) {
            const { [mark]: _, ...value } = offers[rank] as Record<string, unknown>;
            part.check(value);
            return { value, tail: Buffer.from(JSON.stringify(value).slice(1)) };
          },
        };
      });
      return new RegionPage(header, readers, recherche);
    } catch (e) {
      throw new UnusablePage(e as Error);
    }
  }

  get hasMore(): boolean {
    return (this.#next ?? this).header[PAGE.info].hasNextPage;
  }

  /** Offers of this page alone. */
  get length(): number {
    return this.header[PAGE.cursors].length;
  }

  /** What the region answered when it was asked for what follows this page. */
  continueWith(next: RegionPage): void {
    this.#next = next;
  }

  /** Whether it is that page, or goes on with it. */
  holds(page: RegionPage | undefined): boolean {
    return page !== undefined && (page === this || page === this.#next);
  }

  /** @throws UnusablePage when the cursor cannot be read, or the page is not sorted */
  item(rank: number): Item | undefined {
    if (rank >= this.length && this.#next !== undefined) return this.#next.item(rank - this.length);
    const known = this.#items[rank];
    const curseur = this.header[PAGE.cursors][rank];
    if (known !== undefined || curseur === undefined) return known;
    try {
      const { tri, empreinte } = this.#recherche;
      const cle = lireCurseur(curseur, tri, empreinte);
      const before = this.#items[rank - 1]?.cle ?? this.#recherche.apres;
      if (before !== undefined && comparerCles(tri, before, cle) >= 0)
        throw new BadShape('les offres ne sont pas triées');
      const item = { cle, curseur, page: this, rank };
      this.#items[rank] = item;
      return item;
    } catch (e) {
      throw new UnusablePage(e as Error, this);
    }
  }

  /**
   * One offer of the list `list` of the form.
   * @throws UnusablePage when it is not what was asked
   */
  offer(rank: number, list: number): WrittenOffer {
    const read = this.#offers[list]!;
    try {
      read[rank] ??= this.#lists[list]!.read(rank);
      return read[rank]!;
    } catch (e) {
      throw new UnusablePage(e as Error, this);
    }
  }
}

function headerOf(json: unknown): PageHeader {
  const header = json as Partial<PageHeader> | null;
  const cursors = header?.[PAGE.cursors];
  const total = header?.[PAGE.total];
  if (!Number.isSafeInteger(total) || total! < 0) throw new BadShape('totalCount n’est pas un compte');
  if (!Array.isArray(cursors) || cursors.some((c) => typeof c !== 'string')) {
    throw new BadShape('curseurs n’est pas une liste de textes');
  }
  if (typeof header?.[PAGE.info]?.hasNextPage !== 'boolean') throw new BadShape('pageInfo n’est pas lisible');
  const regions = header[PAGE.regions];
  if (!Array.isArray(regions)) throw new BadShape('regions n’est pas une liste');
  for (const region of regions) {
    if (!Array.isArray(region?.codes)) throw new BadShape('regions.codes n’est pas une liste');
  }
  return header as PageHeader;
}
