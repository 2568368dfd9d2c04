import { X509Certificate } from 'node:crypto';
import { type AdmissionSource, fingerprintOf, type TlsIdentity } from '@inter-ror/mutual-tls';
import { ALARM_DAYS, authoritiesOf, DAY_MS, type Dated, type Expiration, soonest } from './expirations.js';

const URGENT_DAYS = 7;

/** What a logger must have (pino has it). */
export interface ExpiryLogger {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * Logs, at once and then daily, what ends within 90 days among the certificates that a process can see: its own, its
 * authorities, and the servers of the members listed. From seven days on, as an error.
 * @returns stops it
 */
export function watchExpirations(admission: AdmissionSource, logger: ExpiryLogger, identity?: TlsIdentity): () => void {
  const look = () => {
    for (const expiration of soonest(datedOf(admission, identity), Date.now(), ALARM_DAYS[0] * DAY_MS)) {
      const { notAfter, days, alarm } = expiration;
      const fields = { ...expiration, notAfter: new Date(notAfter).toISOString(), jours: days, alarme: alarm };
      logger[alarm <= URGENT_DAYS ? 'error' : 'warn'](fields, tell(expiration));
    }
  };
  look();
  const timer = setInterval(look, DAY_MS).unref();
  return () => clearInterval(timer);
}

function datedOf(admission: AdmissionSource, identity: TlsIdentity | undefined): Dated[] {
  const snapshot = admission.current();
  const servers = snapshot.members.flatMap(({ id }) =>
    [...snapshot.serverPins(id)].flatMap((fingerprint): Dated[] => {
      const listed = snapshot.certificate(fingerprint, 'server');
      return listed === undefined
        ? []
        : [{ what: 'membre', id, fingerprint, slot: listed.slot, notAfter: listed.notAfter }];
    }),
  );
  if (identity === undefined) return servers;
  const own = new X509Certificate(identity.cert);
  const fingerprint = fingerprintOf(own);
  const others = servers.filter((server) => server.fingerprint !== fingerprint);
  const ours: Dated = {
    what: 'membre',
    id: own.subject.replaceAll('\n', ', '),
    fingerprint,
    slot: null,
    notAfter: Date.parse(own.validTo),
  };
  return [ours, ...authoritiesOf(identity.ca.join('\n')), ...others];
}

function tell({ what, id, days }: Expiration): string {
  const named = what === 'membre' ? `le certificat de « ${id} »` : `l’autorité « ${id} »`;
  return days < 0 ? `${named} a expiré` : `${named} expire dans ${days} jour(s)`;
}
