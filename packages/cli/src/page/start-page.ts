import type { AdmissionSource, TlsIdentity } from '@inter-ror/mutual-tls';
import { createNationClient } from '@inter-ror/nation-client';
import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { createSearchPage } from '@inter-ror/search-page';
import type { Logger } from 'pino';
import type { SiteListen } from './known-host.js';
import { type RunningSite, serveSite } from './serve-site.js';

export interface PageOptions {
  listen: SiteListen;
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

/** A site that asks the nation under an identity that may be renewed. */
export interface RunningPage extends RunningSite {
  /** Asks under another certificate from now on. @throws MutualTlsError `ERR_IDENTITY` */
  renew(identity: TlsIdentity): void;
}

/** Serves the search page in plain HTTP: the site that shows it to users puts TLS and its own sign-in before it. */
export async function startPage(o: PageOptions): Promise<RunningPage> {
  const nation = createNationClient({
    identity: o.identity,
    admission: o.admission,
    ownRegion: o.region !== undefined,
  });
  const app = createSearchPage({
    ask: nation.ask,
    ...(o.region === undefined ? {} : { region: o.region }),
    ...(o.nomenclatures === undefined ? {} : { nomenclatures: o.nomenclatures }),
    ...(o.theme === undefined ? {} : { theme: o.theme }),
    ...(o.avertissement === undefined ? {} : { avertissement: o.avertissement }),
    onError: (err) => o.logger.warn({ err }, 'page de recherche'),
  });
  const site = await serveSite(app, o.listen);
  return {
    url: site.url,
    renew: nation.renew,
    close: () => {
      site.close();
      nation.close();
    },
  };
}
