import { empreinteContrat } from '@inter-ror/exposure-model';
import { createMutualTlsServer, createRefusalLog, ownEntry } from '@inter-ror/mutual-tls';
import { createNationClient } from '@inter-ror/nation-client';
import { PublicExport } from '../export/index.js';
import { nomGeneration } from '../graphql/index.js';
import { Qualite } from '../quality/index.js';
import { stateRoutes } from '../state/index.js';
import type { AdapterOptions, RegionalAdapter } from './adapter-options.js';
import { createApplication } from './application.js';
import { exportRoute } from './export-route.js';
import { Loads } from './loads.js';

/** A national search asked over SOAP is answered within 5 s, or told to be late. */
const NATION_TIMEOUT_MS = 4_500;

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
  const state = stateRoutes(loads.feed, () => loads.generations.prendre());
  const { storeDir, nomenclatures } = options;
  const publicExport = new PublicExport({
    storeDir,
    rythme: options.rythmeExport ?? 'mensuel',
    generation: () => {
      const servie = loads.generations.courante;
      return servie && nomGeneration(servie.lecteur.info);
    },
    oppositions: () => loads.oppositions,
    surEchec: (err) => logger.error({ err }, 'export public impossible à écrire'),
  });
  const judged = new Qualite({ storeDir, codes, nomenclatures });
  const qualite = () => judged.obtenir(loads.generations.courante?.lecteur.info.numero);
  const nation = createNationClient({ identity, admission, timeoutMs: NATION_TIMEOUT_MS });
  try {
    const logRefusal = createRefusalLog(logger);
    const server = createMutualTlsServer({
      identity,
      source: admission,
      ...(options.revocations === undefined ? {} : { revocations: options.revocations }),
      ...(options.proxies === undefined ? {} : { proxies: options.proxies }),
      accepts: ['gateway', 'consumer', 'region'],
      handler: createApplication(
        options,
        loads,
        nation,
        [state.router, exportRoute(publicExport, loads, options)],
        qualite,
      ),
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
      renew: (identity) => {
        nation.renew(identity);
        server.renew(identity);
      },
      demarrage: loads.demarrer(),
      generation: () => loads.generations.courante?.lecteur.info,
      rapport: () => loads.rapport(),
      dernierEchec: () => loads.dernierEchec,
      synchronisation: () => loads.synchronisation(),
      offresParChamp: () => loads.offresParChamp(),
      qualite,
      recharger: (fichier, { forcer = false } = {}) => loads.charger(fichier, forcer),
      close: async (graceMs) => {
        state.close();
        await server.close(graceMs);
        nation.close();
        publicExport.close();
        await loads.close();
        logger.info({ codes }, 'adaptateur arrêté');
      },
    };
  } catch (cause) {
    state.close();
    nation.close();
    await loads.close();
    throw cause;
  }
}
