import { importWhitelist, startPublisher } from '@inter-ror/whitelist';
import { pino } from 'pino';
import { followOwnIdentity, identityOf, readListConfig, readPublisherConfig } from '../config/index.js';
import { untilSignal } from '../output/index.js';

/** `inter-ror whitelist serve` */
export async function servePublisher(file: string): Promise<void> {
  const config = readPublisherConfig(file);
  const logger = pino({ level: config.journal, name: 'publication' });
  const identity = identityOf(config);
  const publisher = await startPublisher({
    authorityDir: config.autorite,
    listen: { host: config.ecoute.hote, port: config.ecoute.port },
    identity,
    logger,
  });
  process.send?.({ url: publisher.url });
  const own = followOwnIdentity(config, { identity, source: publisher.admission, renew: publisher.renew }, logger);
  const signal = await untilSignal();
  logger.info({ signal }, 'arrêt demandé');
  own.close();
  await publisher.close();
}

/** `inter-ror whitelist import` */
export function importList(file: string, o: { config: string }): void {
  const { fichier, confiance, etat } = readListConfig(o.config);
  const { document } = importWhitelist({ from: file, cacheFile: fichier, trustFile: confiance, stateFile: etat });
  console.log(
    `Liste « ${document.instance} » version ${document.version}, valable jusqu’au ${document.expires}, déposée dans ${fichier}. ` +
      'Un processus qui sert l’applique en une seconde.',
  );
}
