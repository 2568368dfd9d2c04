import { stat } from 'node:fs/promises';

export interface OptionsSurveillance {
  /** Time between two looks, ms. @default 2000 */
  intervalleMs?: number;
}

export interface Surveillance {
  close(): void;
}

const ABSENT = '';

/** What tells two states of a file apart: a replacement by rename changes the inode, a copy the size or the date. */
async function signature(fichier: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(fichier);
    return `${ino}:${size}:${mtimeMs}`;
  } catch {
    return ABSENT;
  }
}

/**
 * Watches a file by looking at it now and then, which also works on network folders: calls `surChangement` once the
 * file differs from what it was and has stopped changing for two looks. The state at the start counts as known. A file
 * that is away is waited for. Looks do not keep the process alive, and never overlap a call.
 */
export function surveillerFichier(
  fichier: string,
  surChangement: () => void | Promise<void>,
  { intervalleMs = 2_000 }: OptionsSurveillance = {},
): Surveillance {
  let ferme = false;
  let attente: NodeJS.Timeout | undefined;
  let connue: string | undefined;
  let derniere = ABSENT;

  const regarder = async (): Promise<void> => {
    const vue = await signature(fichier);
    connue ??= vue;
    const stable = vue === derniere;
    derniere = vue;
    if (stable && vue !== ABSENT && vue !== connue && !ferme) {
      connue = vue;
      await surChangement();
    }
  };
  const boucler = (): void => {
    regarder()
      .catch(() => {})
      .finally(() => {
        if (ferme) return;
        attente = setTimeout(boucler, intervalleMs);
        attente.unref();
      });
  };
  boucler();
  return {
    close: () => {
      ferme = true;
      clearTimeout(attente);
    },
  };
}
