import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AdmissionSource, TlsIdentity } from '@inter-ror/mutual-tls';
import { createNationClient } from '@inter-ror/nation-client';
import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { createSearchPage } from '@inter-ror/search-page';
import type { Logger } from 'pino';

export interface PageOptions {
  listen: { host: string; port: number };
  /** Who asks the nation for the users of the page: a region, or a consumer, of the list. */
  identity: TlsIdentity;
  admission: AdmissionSource;
  logger: Logger;
  /** The region whose page this is; none for the nation's own. */
  region?: { codes: readonly string[]; nom: string };
  nomenclatures?: Nomenclatures;
  /** Folder of a theme. */
  theme?: string | undefined;
  /** Said at the head of every page. */
  avertissement?: string | undefined;
}

/** A search page that serves. */
export interface RunningPage {
  url: string;
  /** Asks under another certificate from now on. @throws MutualTlsError `ERR_IDENTITY` */
  renew(identity: TlsIdentity): void;
  close(): void;
}

const HEADERS_TIMEOUT_MS = 10_000;

/** Serves the search page in plain HTTP: the site that shows it to users puts TLS and its own sign-in before it. */
export async function startPage(o: PageOptions): Promise<RunningPage> {
  const nation = createNationClient({ identity: o.identity, admission: o.admission });
  const app = createSearchPage({
    ask: nation.ask,
    ...(o.region === undefined ? {} : { region: o.region }),
    ...(o.nomenclatures === undefined ? {} : { nomenclatures: o.nomenclatures }),
    ...(o.theme === undefined ? {} : { theme: o.theme }),
    ...(o.avertissement === undefined ? {} : { avertissement: o.avertissement }),
    onError: (err) => o.logger.warn({ err }, 'page de recherche'),
  });
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, maxHeaderSize: 16 * 1024 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(o.listen.port, o.listen.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = o.listen.host.includes(':') ? `[${o.listen.host}]` : o.listen.host;
  return {
    url: `http://${host}:${port}`,
    renew: nation.renew,
    close: () => {
      server.close();
      server.closeAllConnections();
      nation.close();
    },
  };
}
