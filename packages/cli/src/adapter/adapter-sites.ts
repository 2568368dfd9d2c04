import type { AdmissionSource, TlsIdentity } from '@inter-ror/mutual-tls';
import type { RegionalAdapter } from '@inter-ror/regional-adapter';
import type { Logger } from 'pino';
import { type AdapterConfig, readNomenclatures } from '../config/index.js';
import { type RunningPage, startPage, startRegionConsole } from '../page/index.js';
import { shownSource } from '../source/index.js';

/** The sites of an adapter that its configuration asks for. */
export interface AdapterSites {
  page: RunningPage | undefined;
  console: RunningPage | undefined;
  /** @throws MutualTlsError `ERR_IDENTITY` */
  renew(identity: TlsIdentity): void;
  close(): void;
}

/** Starts the search page and the console of an adapter, each on its own listener. */
export async function startAdapterSites(
  config: AdapterConfig,
  adapter: RegionalAdapter,
  admission: AdmissionSource,
  logger: Logger,
  identity: TlsIdentity,
): Promise<AdapterSites> {
  const page =
    config.page &&
    (await startPage({
      listen: { host: config.page.ecoute.hote, port: config.page.ecoute.port, noms: config.page.noms },
      identity,
      admission,
      logger,
      region: config.region,
      nomenclatures: readNomenclatures(config),
      theme: config.page.theme,
      avertissement: config.page.avertissement,
    }));
  if (page) logger.info({ url: page.url }, 'page de recherche prête');
  const console =
    config.console &&
    (await startRegionConsole({
      listen: { host: config.console.ecoute.hote, port: config.console.ecoute.port, noms: config.console.noms },
      adapter,
      region: config.region,
      source: shownSource(config.source),
      identity,
      admission,
      logger,
      theme: config.console.theme,
      avertissement: config.console.avertissement,
    }));
  if (console) logger.info({ url: console.url }, 'console prête');
  return {
    page,
    console,
    renew: (renewed) => {
      page?.renew(renewed);
      console?.renew(renewed);
    },
    close: () => {
      page?.close();
      console?.close();
    },
  };
}
