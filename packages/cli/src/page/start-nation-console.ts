import { createNationConsole, type Echeance, type Gateway } from '@inter-ror/gateway';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { DAY_MS, type Expiration, expirationsSeen, type FollowedWhitelist } from '@inter-ror/whitelist';
import type { Logger } from 'pino';
import type { SiteListen } from './known-host.js';
import { type RunningSite, serveSite } from './serve-site.js';

export interface NationConsoleStart {
  listen: SiteListen;
  gateway: Gateway;
  /** The certificate that the gateway presents at this instant. */
  identity(): TlsIdentity;
  admission: FollowedWhitelist;
  logger: Logger;
  /** File of the course of the share connected. */
  historique?: string | undefined;
  theme?: string | undefined;
  avertissement?: string | undefined;
}

const HORIZON_MS = 90 * DAY_MS;
/** A page of indicators does not wait longer for regions that still count. */
const QUALITY_WAIT_MS = 4_000;
const QUOI = { membre: 'certificat', autorite: 'autorité', crl: 'CRL' } as const;

/** Serves the console of the nation, in plain HTTP, beside the gateway. */
export async function startNationConsole(o: NationConsoleStart): Promise<RunningSite> {
  const { admission, identity, logger } = o;
  const onError = (err: Error) => logger.warn({ err }, 'console');
  const watch = o.gateway.watch({ historique: o.historique, onError });
  const app = createNationConsole({
    theme: o.theme,
    avertissement: o.avertissement,
    onError,
    qualite: () => o.gateway.quality(QUALITY_WAIT_MS),
    etat: () => {
      const health = admission.health();
      const now = Date.now();
      return {
        ...watch.state(),
        liste: {
          instance: health.instance,
          version: health.version,
          etat: health.state,
          age: Math.round(health.ageMs / 1_000),
          expire: new Date(now + health.leftMs).toISOString(),
          battement: health.heartbeatAgeMs === null ? null : Math.round(health.heartbeatAgeMs / 1_000),
        },
        echeances: expirationsSeen({ admission, identity }, now, HORIZON_MS).map(echeance),
      };
    },
  });
  await watch.look();
  const site = await serveSite(app, o.listen).catch((e) => {
    watch.close();
    throw e;
  });
  return {
    url: site.url,
    close: () => {
      site.close();
      watch.close();
    },
  };
}

function echeance({ what, id, notAfter, days, alarm }: Expiration): Echeance {
  return { quoi: QUOI[what], id, fin: new Date(notAfter).toISOString(), jours: days, alarme: alarm ?? 90 };
}
