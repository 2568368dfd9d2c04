/** UTF-8 never takes more for one unit of a JavaScript string. */
const OCTETS_PAR_UNITE = 3;

/** Gathers an answer in one buffer, which grows when it must. */
export class Sortie {
  #tampon: Buffer;
  #taille = 0;

  /** @param prevue bytes that the answer will probably take */
  constructor(prevue: number) {
    this.#tampon = Buffer.allocUnsafe(prevue);
  }

  texte(texte: string): void {
    this.#assurer(texte.length * OCTETS_PAR_UNITE);
    this.#taille += this.#tampon.write(texte, this.#taille);
  }

  /** @param debut first byte of the piece to take */
  octets(morceau: Buffer, debut = 0): void {
    this.#assurer(morceau.length);
    this.#taille += morceau.copy(this.#tampon, this.#taille, debut);
  }

  /** The answer; nothing is added after. */
  fin(): Buffer {
    return this.#tampon.subarray(0, this.#taille);
  }

  #assurer(octets: number): void {
    if (this.#taille + octets <= this.#tampon.length) return;
    const plusGrand = Buffer.allocUnsafe(Math.max(this.#tampon.length * 2, this.#taille + octets));
    this.#tampon.copy(plusGrand, 0, 0, this.#taille);
    this.#tampon = plusGrand;
  }
}
