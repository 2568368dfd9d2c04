import type { Gateway } from '@inter-ror/gateway';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import type { FollowedWhitelist } from '@inter-ror/whitelist';
import type { Logger } from 'pino';
import { followOwnIdentity, type GatewayConfig, identityOf, readNomenclatures } from '../config/index.js';
import { startNationConsole, startPage } from '../page/index.js';

/** The sites of a gateway that its configuration asks for. */
export interface GatewaySites {
  /** Addresses. */
  page: string | undefined;
  console: string | undefined;
  close(): void;
}

interface Served {
  gateway: Gateway;
  admission: FollowedWhitelist;
  identity(): TlsIdentity;
  logger: Logger;
}

/** Starts the search page and the console of a gateway, each on its own listener. */
export async function startGatewaySites(config: GatewayConfig, served: Served): Promise<GatewaySites> {
  const stops: (() => void)[] = [];
  const close = () => {
    for (const stop of stops.splice(0)) stop();
  };
  try {
    return { page: await openPage(config, served, stops), console: await openConsole(config, served, stops), close };
  } catch (e) {
    close();
    throw e;
  }
}

async function openPage(config: GatewayConfig, { admission, logger }: Served, stops: (() => void)[]) {
  const { page } = config;
  if (page === undefined) return undefined;
  const ownConfig = { identite: { ...config.identite, cle: page.cle, certificat: page.certificat } };
  const identity = identityOf(ownConfig);
  const { url, close, renew } = await startPage({
    listen: { host: page.ecoute.hote, port: page.ecoute.port, noms: page.noms },
    identity,
    admission,
    logger,
    nomenclatures: readNomenclatures(config),
    theme: page.theme,
    avertissement: page.avertissement,
  });
  stops.push(close, followOwnIdentity(ownConfig, { identity, source: admission, renew }, logger).close);
  logger.info({ url }, 'page de recherche prête');
  return url;
}

async function openConsole({ console }: GatewayConfig, served: Served, stops: (() => void)[]) {
  if (console === undefined) return undefined;
  const { url, close } = await startNationConsole({
    listen: { host: console.ecoute.hote, port: console.ecoute.port, noms: console.noms },
    ...served,
    historique: console.historique,
    theme: console.theme,
    avertissement: console.avertissement,
  });
  stops.push(close);
  served.logger.info({ url }, 'console prête');
  return url;
}
