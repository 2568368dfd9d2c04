import { empreinteContrat } from '@inter-ror/exposure-model';
import { createMutualTlsServer, createRefusalLog, ownEntry } from '@inter-ror/mutual-tls';
import { Qualite } from '../quality/index.js';
import type { AdapterOptions, RegionalAdapter } from './adapter-options.js';
import { createApplication } from './application.js';
import { Loads } from './loads.js';

/**
 * Serves one instance of the ROR over mutual TLS: the generation that its store holds at once,
 * then each one that is loaded.
 *
 * @throws MutualTlsError when the identity or the whitelist does not allow to listen
 * @throws ErreurStore when the store cannot be read
 */
export async function startAdapter(options: AdapterOptions): Promise<RegionalAdapter> {
  const { codes, listen, identity, admission, logger } = options;
  if (ownEntry(identity, admission, { kind: 'region', regionCodes: codes }) === undefined) {
    logger.warn({ codes }, 'la liste blanche ne porte pas encore le certificat de cet adaptateur');
  }
  const loads = new Loads(options);
  const { storeDir, nomenclatures } = options;
  const qualite = new Qualite({ storeDir, codes, nomenclatures });
  try {
    const logRefusal = createRefusalLog(logger);
    const server = createMutualTlsServer({
      identity,
      source: admission,
      ...(options.revocations === undefined ? {} : { revocations: options.revocations }),
      ...(options.proxies === undefined ? {} : { proxies: options.proxies }),
      accepts: ['gateway', 'consumer', 'region'],
      handler: createApplication(options, loads),
      ...(options.onAnswer === undefined ? {} : { onAnswer: options.onAnswer }),
      onRefusal: (refusal) => {
        logRefusal(refusal);
        options.onRefusal?.(refusal);
      },
    });
    const url = await server.listen(listen.port, listen.host);
    logger.info({ url, codes, contrat: empreinteContrat }, 'adaptateur prêt');
    return {
      url,
      codes,
      decisions: server.decisions,
      renew: (identity) => server.renew(identity),
      demarrage: loads.demarrer(),
      generation: () => loads.generations.courante?.lecteur.info,
      rapport: () => loads.rapport(),
      dernierEchec: () => loads.dernierEchec,
      offresParChamp: () => loads.offresParChamp(),
      qualite: () => qualite.obtenir(loads.generations.courante?.lecteur.info.numero),
      recharger: (fichier, { forcer = false } = {}) => loads.charger(fichier, forcer),
      close: async (graceMs) => {
        await server.close(graceMs);
        await loads.close();
        logger.info({ codes }, 'adaptateur arrêté');
      },
    };
  } catch (cause) {
    await loads.close();
    throw cause;
  }
}
