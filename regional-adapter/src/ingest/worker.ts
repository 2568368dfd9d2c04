import { parentPort } from 'node:worker_threads';
import { erreurDeChargement } from './failure-code.js';
import type { DemandeChargement } from './load-options.js';
import { executerChargement } from './run-load.js';
import { ABANDONNER, type MessageChargement } from './thread-messages.js';

const port = parentPort!;
let abandon = new AbortController();

const dire = (message: MessageChargement, transfert: ArrayBuffer[] = []): void => port.postMessage(message, transfert);

port.on('message', (message: DemandeChargement | typeof ABANDONNER) => {
  if (message === ABANDONNER) abandon.abort();
  else void charger(message);
});

async function charger(demande: DemandeChargement): Promise<void> {
  abandon = new AbortController();
  try {
    const { rapport, segment } = await executerChargement(
      demande,
      (progression) => dire({ type: 'progression', progression }),
      abandon.signal,
    );
    if (segment === undefined) dire({ type: 'fini', rapport });
    else dire({ type: 'fini', rapport, segment }, [segment]);
  } catch (cause) {
    const { code, message, ligne, colonne } = erreurDeChargement(cause, demande.fichier, demande.storeDir);
    const details = { ...(ligne !== undefined && { ligne }), ...(colonne !== undefined && { colonne }) };
    dire({ type: 'echec', code, message, details });
  }
}
