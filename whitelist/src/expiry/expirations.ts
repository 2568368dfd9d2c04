import { X509Certificate } from 'node:crypto';
import { fingerprintOf } from '@inter-ror/mutual-tls';
import type { WhitelistDocument } from '../document/index.js';

export const DAY_MS = 86_400_000;
/** Days before an end at which it is told, the last one being the end itself. */
export const ALARM_DAYS = [90, 30, 7, 1, 0] as const;

/** Something that ends. Instants are epoch milliseconds. */
export interface Dated {
  readonly what: 'membre' | 'autorite' | 'crl';
  /** The entry's id, or the authority's subject (for a CRL, of its issuer). */
  readonly id: string;
  /** Empty for a CRL. */
  readonly fingerprint: string;
  readonly slot: 'current' | 'next' | null;
  readonly notAfter: number;
}

/** An end that is near. */
export interface Expiration extends Dated {
  /** Days left; negative once it has ended. */
  readonly days: number;
  /** The alarm reached: the smallest of 90, 30, 7, 1, 0 that is not below the days left; null beyond 90. */
  readonly alarm: (typeof ALARM_DAYS)[number] | null;
}

/**
 * What ends within `horizonMs`, soonest first: certificates of active and suspended members (or their entry, when it
 * ends before), and authorities.
 * @param ca PEM certificates of the authorities
 * @param horizonMs 90 days at most
 */
export function expirations(
  document: Pick<WhitelistDocument, 'entries'>,
  ca: string,
  now: number,
  horizonMs: number = ALARM_DAYS[0] * DAY_MS,
): Expiration[] {
  const members = document.entries
    .filter(({ status }) => status === 'active' || status === 'suspended')
    .flatMap(({ id, certs, notAfter }) =>
      certs.map(
        (certificate): Dated => ({
          what: 'membre',
          id,
          fingerprint: certificate.sha256,
          slot: certificate.slot,
          notAfter: Math.min(Date.parse(certificate.notAfter), Date.parse(notAfter)),
        }),
      ),
    );
  return soonest([...members, ...authoritiesOf(ca)], now, horizonMs);
}

/** The authorities of a PEM bundle, with their ends. */
export function authoritiesOf(ca: string): Dated[] {
  const blocks = ca.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => {
    const certificate = new X509Certificate(block);
    return {
      what: 'autorite',
      id: certificate.subject.replaceAll('\n', ', '),
      fingerprint: fingerprintOf(certificate),
      slot: null,
      notAfter: Date.parse(certificate.validTo),
    };
  });
}

/** Those that end within a delay, soonest first, with the alarm they reach. */
export function soonest(dated: readonly Dated[], now: number, horizonMs: number): Expiration[] {
  return dated
    .filter(({ notAfter }) => notAfter - now <= horizonMs)
    .map((one) => {
      const left = (one.notAfter - now) / DAY_MS;
      const alarm = ALARM_DAYS.findLast((days) => left <= days) ?? null;
      return { ...one, days: Math.floor(left), alarm };
    })
    .sort((a, b) => a.notAfter - b.notAfter || a.id.localeCompare(b.id));
}
