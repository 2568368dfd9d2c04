import { LRUCache } from 'lru-cache';

/** The JSON of one offer for one selection after a comma, cut where the distance goes: n+1 pieces for n distances. */
export type Fragment = readonly Buffer[];

/** Room of an entry beside its text: object, keys, array. */
const OCTETS_ENTREE = 250;
/** More offers than any region has: keeps keys of two selections apart. */
const PAS_FORME = 2 ** 32;
const FORMES_MAX = 1_000;
/** A longer fragment is made each time: it would push out too many. */
const OCTETS_FRAGMENT_MAX = 256 * 1024;

/** Ready fragments, as one profile sees the offers. */
export type FragmentsVus = Pick<FragmentCache, 'forme' | 'lire' | 'garder'>;

/** Ready fragments of one generation, bounded in bytes, the least recently used leaving first. */
export class FragmentCache {
  readonly #fragments: LRUCache<number, Fragment>;
  readonly #formes = new LRUCache<string, number>({ max: FORMES_MAX });
  #suivante = 0;

  constructor(maxBytes: number) {
    this.#fragments = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.min(maxBytes, OCTETS_FRAGMENT_MAX),
      sizeCalculation: (fragment) => fragment.reduce((somme, piece) => somme + piece.length + OCTETS_ENTREE, 0),
    });
  }

  /** Number of a selection, the same for the same canonical text. */
  forme(texte: string): number {
    let numero = this.#formes.get(texte);
    if (numero === undefined) {
      numero = this.#suivante++;
      this.#formes.set(texte, numero);
    }
    return numero;
  }

  /** The same room for one profile: what was made for another is never read. */
  pour(profil: number): FragmentsVus {
    return {
      forme: (texte) => this.forme(`${profil} ${texte}`),
      lire: (forme, ordinal) => this.lire(forme, ordinal),
      garder: (forme, ordinal, fragment) => this.garder(forme, ordinal, fragment),
    };
  }

  lire(forme: number, ordinal: number): Fragment | undefined {
    return this.#fragments.get(forme * PAS_FORME + ordinal);
  }

  garder(forme: number, ordinal: number, fragment: Fragment): void {
    this.#fragments.set(forme * PAS_FORME + ordinal, fragment);
  }
}
