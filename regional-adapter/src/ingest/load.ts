import type { RapportChargement } from '../store/index.js';
import { ErreurChargement } from './load-error.js';
import type { OptionsChargement } from './load-options.js';
import { LoadThread } from './load-thread.js';
import { limitesDuFil } from './thread-limits.js';

/**
 * Loads an export into the store of a region: reads it, joins its records, makes a generation and makes it current, all
 * in a thread apart. Until the last instant the generation before is served; after a failure, it still is.
 *
 * The same file as the one served is not loaded again (`INCHANGE`), unless `forcer`.
 *
 * @throws ErreurChargement whose `code` says why no generation was made
 */
export async function charger(options: OptionsChargement): Promise<RapportChargement> {
  const { surProgression, surGeneration, signal, ...demande } = options;
  if (signal?.aborted) throw abandonne(demande.fichier);
  const message = await LoadThread.take(limitesDuFil(demande.fichier))
    .run(demande, ({ progression }) => surProgression?.(progression), signal)
    .catch((cause: Error) => {
      throw interrompu(demande.fichier, cause.message, cause);
    });
  if (message.type === 'echec') throw new ErreurChargement(message.code, message.message, message.details);
  if (message.segment !== undefined) surGeneration?.(message.rapport.generation, message.segment);
  return message.rapport;
}

function abandonne(fichier: string): ErreurChargement {
  return new ErreurChargement('ABANDONNE', `${fichier} : chargement abandonné.`);
}

function interrompu(fichier: string, detail: string, cause?: unknown): ErreurChargement {
  return new ErreurChargement('INTERNE', `${fichier} : chargement interrompu (${detail}).`, { cause });
}
