import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';

const MAGIE = 'RORSEG01';
const TAILLE_ENTETE = 32;
const MORCEAU = 16 << 20;

/**
 * Writes an index segment durably: 32 bytes of header (mark, number of the generation, length), then the
 * segment, which carries its own checksum. It can always be made again from the documents of the generation.
 */
export function ecrireSegment(fichier: string, numero: number, segment: ArrayBuffer): void {
  const entete = Buffer.alloc(TAILLE_ENTETE);
  entete.write(MAGIE, 'latin1');
  entete.writeUInt32LE(numero, 8);
  entete.writeBigUInt64LE(BigInt(segment.byteLength), 16);
  const fd = openSync(fichier, 'w');
  try {
    writeSync(fd, entete);
    for (let debut = 0; debut < segment.byteLength; ) {
      debut += writeSync(fd, new Uint8Array(segment, debut, Math.min(MORCEAU, segment.byteLength - debut)));
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** The segment of a file, or undefined when the file is absent, cut or of another generation. */
export function lireSegment(fichier: string, numero: number): ArrayBuffer | undefined {
  let fd: number;
  try {
    fd = openSync(fichier, 'r');
  } catch {
    return undefined;
  }
  try {
    const entete = Buffer.alloc(TAILLE_ENTETE);
    if (readSync(fd, entete) !== TAILLE_ENTETE) return undefined;
    if (entete.toString('latin1', 0, 8) !== MAGIE || entete.readUInt32LE(8) !== numero) return undefined;
    const taille = Number(entete.readBigUInt64LE(16));
    if (!Number.isSafeInteger(taille) || taille !== fstatSync(fd).size - TAILLE_ENTETE) return undefined;
    const segment = new ArrayBuffer(taille);
    for (let debut = 0; debut < taille; ) {
      const lus = readSync(fd, new Uint8Array(segment, debut, Math.min(MORCEAU, taille - debut)));
      if (lus === 0) return undefined;
      debut += lus;
    }
    return segment;
  } finally {
    closeSync(fd);
  }
}

/** Puts a segment made again in the place of a bad one. A folder that cannot be written only costs the same next time. */
export function remplacerSegment(fichier: string, numero: number, segment: ArrayBuffer): void {
  const temporaire = `${fichier}.${process.pid}`;
  try {
    ecrireSegment(temporaire, numero, segment);
    renameSync(temporaire, fichier);
  } catch {
    rmSync(temporaire, { force: true });
  }
}
