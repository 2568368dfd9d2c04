import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of one generation in a store. */
export interface FichiersGeneration {
  base: string;
  segment: string;
  /** The same under construction. */
  baseTemporaire: string;
  segmentTemporaire: string;
  /** Records that only the load needs. */
  etape: string;
}

const NOM = /^generation-([0-9]{6,})\./;

export function fichiersGeneration(dossier: string, numero: number): FichiersGeneration {
  const prefixe = join(dossier, `generation-${String(numero).padStart(6, '0')}`);
  return {
    base: `${prefixe}.sqlite`,
    segment: `${prefixe}.segment`,
    baseTemporaire: `${prefixe}.construction.sqlite`,
    segmentTemporaire: `${prefixe}.construction.segment`,
    etape: `${prefixe}.etape.sqlite`,
  };
}

/** Makes sure that what was written to a file or a folder is on disk. */
export function synchroniser(chemin: string): void {
  const fd = openSync(chemin, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Gives a finished file its name, durably once the folder is synchronised. */
export function publier(temporaire: string, definitif: string): void {
  synchroniser(temporaire);
  renameSync(temporaire, definitif);
}

/** Removes every file of a generation that is not to be kept: what an interrupted load or a finished reader left. */
export function nettoyer(dossier: string, gardees: readonly number[]): void {
  const noms = new Set(
    gardees.flatMap((numero) => {
      const { base, segment } = fichiersGeneration(dossier, numero);
      return [base, segment];
    }),
  );
  for (const nom of readdirSync(dossier)) {
    const chemin = join(dossier, nom);
    if (NOM.test(nom) && !noms.has(chemin)) rmSync(chemin, { force: true });
  }
}
