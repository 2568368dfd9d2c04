import { X509Certificate } from 'node:crypto';
import { type AdmissionSource, fingerprintOf, type RevocationLists, type TlsIdentity } from '@inter-ror/mutual-tls';
import { ALARM_DAYS, authoritiesOf, DAY_MS, type Dated, type Expiration, soonest } from './expirations.js';

const URGENT_DAYS = 7;

/** What a logger must have (pino has it). */
export interface ExpiryLogger {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What a process can see the end of. */
export interface ExpirySight {
  readonly admission: AdmissionSource;
  /** Its own certificate, at this instant. */
  identity?(): TlsIdentity;
  readonly revocations?: Pick<RevocationLists, 'status'> | undefined;
}

/**
 * Every end that a process can see, soonest first, with the alarm that it reaches within 90 days: its own certificate,
 * its authorities, the servers of the members listed, and the CRLs in force.
 * @param now epoch milliseconds
 * @param horizonMs none: all of them, for a metric
 */
export function expirationsSeen(sight: ExpirySight, now: number, horizonMs = Number.POSITIVE_INFINITY): Expiration[] {
  return soonest(datedOf(sight), now, horizonMs);
}

/**
 * Logs, at once and then daily, what ends within 90 days among the certificates that a process can see: its own, its
 * authorities, and the servers of the members listed, CRLs. From seven days on, as an error.
 * @returns stops it
 */
export function watchExpirations(sight: ExpirySight, logger: ExpiryLogger): () => void {
  const look = () => {
    for (const expiration of expirationsSeen(sight, Date.now(), ALARM_DAYS[0] * DAY_MS)) {
      const { notAfter, days, alarm } = expiration;
      const fields = { ...expiration, notAfter: new Date(notAfter).toISOString(), jours: days, alarme: alarm };
      logger[(alarm ?? ALARM_DAYS[0]) <= URGENT_DAYS ? 'error' : 'warn'](fields, tell(expiration));
    }
  };
  look();
  const timer = setInterval(look, DAY_MS).unref();
  return () => clearInterval(timer);
}

function datedOf({ admission, identity, revocations }: ExpirySight): Dated[] {
  const snapshot = admission.current();
  const servers = snapshot.members.flatMap(({ id }) =>
    [...snapshot.serverPins(id)].flatMap((fingerprint): Dated[] => {
      const listed = snapshot.certificate(fingerprint, 'server');
      return listed === undefined
        ? []
        : [{ what: 'membre', id, fingerprint, slot: listed.slot, notAfter: listed.notAfter }];
    }),
  );
  const crls = (revocations?.status() ?? []).flatMap(({ authority, nextUpdate }): Dated[] =>
    nextUpdate === null ? [] : [{ what: 'crl', id: authority, fingerprint: '', slot: null, notAfter: nextUpdate }],
  );
  if (identity === undefined) return [...servers, ...crls];
  const { cert, ca } = identity();
  const own = new X509Certificate(cert);
  const fingerprint = fingerprintOf(own);
  const others = servers.filter((server) => server.fingerprint !== fingerprint);
  const ours: Dated = {
    what: 'membre',
    id: own.subject.replaceAll('\n', ', '),
    fingerprint,
    slot: null,
    notAfter: Date.parse(own.validTo),
  };
  return [ours, ...authoritiesOf(ca.join('\n')), ...others, ...crls];
}

const NAMES = { membre: 'le certificat de', autorite: 'l’autorité', crl: 'la CRL de' } as const;

function tell({ what, id, days }: Expiration): string {
  const named = `${NAMES[what]} « ${id} »`;
  return days < 0 ? `${named} a expiré` : `${named} expire dans ${days} jour(s)`;
}
