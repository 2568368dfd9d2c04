import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { LoadThreadLimits } from './load-thread.js';
import { estGzip } from './source-file.js';

/** What a load keeps in memory, by megabyte of XML, measured at a quarter of this; the rest is room for the collector. */
const PART_GARDEE = 0.5;
const BASE_MO = 128;
/** Limits go by steps, so that a thread serves again for files of about the same size. */
const PAS_MO = 256;
/** An export compresses about twenty times. */
const RAPPORT_GZIP = 20;

/**
 * Bounds of the memory of the thread of a load. Without them the collector lets garbage grow to several times what is
 * in use, since a load allocates much and keeps little.
 */
export function limitesDuFil(fichier: string): LoadThreadLimits {
  const besoinMo = BASE_MO + (octetsXml(fichier) / 1e6) * PART_GARDEE;
  return {
    maxOldGenerationSizeMb: PAS_MO * Math.ceil(besoinMo / PAS_MO),
    maxYoungGenerationSizeMb: 24,
  };
}

/** Size of the XML, estimated; 0 for a file that cannot be read, which the load itself will say. */
function octetsXml(fichier: string): number {
  try {
    const fd = openSync(fichier, 'r');
    try {
      const debut = Buffer.alloc(2);
      readSync(fd, debut);
      return fstatSync(fd).size * (estGzip(debut) ? RAPPORT_GZIP : 1);
    } finally {
      closeSync(fd);
    }
  } catch {
    return 0;
  }
}
