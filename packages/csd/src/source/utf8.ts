import { isUtf8 } from 'node:buffer';

const VIDE = Buffer.alloc(0);

/** Bytes at the end of `b` that begin a character without ending it. */
function debutDeCaractere(b: Buffer): number {
  for (let n = 1; n <= 3 && n <= b.length; n++) {
    const octet = b[b.length - n] as number;
    if (octet < 0x80) return 0;
    if (octet >= 0xc0) return (octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : 2) > n ? n : 0;
  }
  return 0;
}

/** Length of the longest prefix of `b` that is whole UTF-8. */
function prefixeValide(b: Buffer): number {
  let bon = 0;
  let mauvais = b.length;
  while (bon < mauvais) {
    const milieu = Math.ceil((bon + mauvais) / 2);
    const coupe = b.subarray(0, milieu);
    if (isUtf8(coupe.subarray(0, milieu - debutDeCaractere(coupe)))) bon = milieu;
    else mauvais = milieu - 1;
  }
  const valide = b.subarray(0, bon);
  return bon - debutDeCaractere(valide);
}

/** Decodes UTF-8 given in pieces cut anywhere. */
export class DecodeurUtf8 {
  #reste: Buffer = VIDE;

  /** The text of the whole characters; `malforme` when it stops before bytes that are not UTF-8. */
  decoder(octets: Uint8Array): { texte: string; malforme: boolean } {
    const vue = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
    const b = this.#reste.length === 0 ? vue : Buffer.concat([this.#reste, vue]);
    const reste = debutDeCaractere(b);
    const entiers = b.subarray(0, b.length - reste);
    if (!isUtf8(entiers)) return { texte: b.subarray(0, prefixeValide(entiers)).toString('utf8'), malforme: true };
    this.#reste = reste === 0 ? VIDE : Buffer.from(b.subarray(b.length - reste));
    return { texte: entiers.toString('utf8'), malforme: false };
  }

  /** Whether the document stopped inside a character. */
  get inacheve(): boolean {
    return this.#reste.length > 0;
  }
}
