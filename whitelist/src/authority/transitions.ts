import { type EntryCertificate, WhitelistError } from '../document/index.js';
import type { StoredEntry } from './state.js';

/** Pure changes of an entry: each gives the entry after it, or refuses. @throws WhitelistError `REFUSED` */

type Status = StoredEntry['status'];

function refuse(message: string): never {
  throw new WhitelistError('REFUSED', message);
}

export function withStatus(
  entry: StoredEntry,
  from: readonly Status[],
  to: Status,
  reason: string | null,
): StoredEntry {
  if (entry.status === 'revoked') refuse(`« ${entry.id} » est déjà révoqué.`);
  if (!from.includes(entry.status))
    refuse(`« ${entry.id} » est ${NAMES[entry.status]}, non ${from.map((s) => NAMES[s]).join(' ou ')}.`);
  return { ...entry, status: to, statusSince: new Date().toISOString(), reason };
}

export const NAMES: Record<Status, string> = {
  pending: 'en attente',
  active: 'actif',
  suspended: 'suspendu',
  revoked: 'révoqué',
};

/** Refuses a rotation of what is not listed, or while another is under way. */
export function checkRotatable(entry: StoredEntry): void {
  if (entry.status !== 'active' && entry.status !== 'suspended') {
    refuse(`« ${entry.id} » est ${NAMES[entry.status]} : seul un membre inscrit change de certificat.`);
  }
  if (entry.certs.some(({ slot }) => slot === 'next')) {
    refuse(
      `« ${entry.id} » a déjà un certificat suivant : activez-le (rotate ${entry.id} --activate) ou retirez-le (revoke --fp).`,
    );
  }
}

/** The entry with new certificates beside the current ones; it lives as long as they do. */
export function withNext(entry: StoredEntry, next: readonly EntryCertificate[]): StoredEntry {
  const ends = [entry.notAfter, ...next.map(({ notAfter }) => notAfter)].sort((a, b) => Date.parse(a) - Date.parse(b));
  return { ...entry, certs: [...entry.certs, ...next], notAfter: ends.at(-1)! };
}

/** What decides whether a rotation may be activated. */
export interface Activation {
  /** Fingerprints with which a connection has been seen: the next one must be among them. */
  readonly seen?: ReadonlySet<string>;
  /** Fingerprints with which processes are connected at this instant: the old one must not be among them. */
  readonly inUse?: ReadonlySet<string>;
  /** Activates all the same. */
  readonly force?: boolean;
}

/** The entry with its next certificates in the place of those whose uses they cover. */
export function activated(entry: StoredEntry, { seen, inUse, force = false }: Activation): StoredEntry {
  const next = entry.certs.filter(({ slot }) => slot === 'next');
  if (next.length === 0)
    refuse(`« ${entry.id} » n’a pas de certificat suivant : donnez-le d’abord (rotate --csr ou --cert).`);
  const unseen = next.find(({ sha256 }) => !seen?.has(sha256));
  if (unseen !== undefined && !force) {
    refuse(
      `Aucune connexion de « ${entry.id} » n’a été vue avec le nouveau certificat ${unseen.sha256} : installez-le chez lui d’abord. ` +
        'Avec --force, l’ancien est retiré quand même, et le membre est coupé s’il ne l’a pas encore.',
    );
  }
  const covered = new Set(next.flatMap(({ use }) => use));
  const replaced = entry.certs.filter(({ slot, use }) => slot === 'current' && use.every((one) => covered.has(one)));
  const used = replaced.find(({ sha256 }) => inUse?.has(sha256));
  if (used !== undefined && !force) {
    refuse(
      `Un processus de « ${entry.id} » se sert encore de l’ancien certificat ${used.sha256} : redémarrez-le avec le nouveau. ` +
        'Avec --force, l’ancien est retiré quand même, et ce processus est coupé.',
    );
  }
  const kept = entry.certs.filter((certificate) => !replaced.includes(certificate));
  return {
    ...entry,
    certs: kept.map((certificate) => ({ ...certificate, slot: 'current' as const })),
    retired: [...entry.retired, ...replaced.map((certificate) => retire(certificate, 'remplacé'))],
  };
}

/** The entry without one certificate; undefined when it has no other, so that the entry itself must end. */
export function withoutCertificate(entry: StoredEntry, fingerprint: string, reason: string): StoredEntry | undefined {
  const gone = entry.certs.find(({ sha256 }) => sha256 === fingerprint);
  const kept = entry.certs.filter((certificate) => certificate !== gone);
  if (gone === undefined || kept.length === 0) return undefined;
  const currentLeft = kept.some(({ slot }) => slot === 'current');
  return {
    ...entry,
    certs: currentLeft ? kept : kept.map((certificate) => ({ ...certificate, slot: 'current' as const })),
    retired: [...entry.retired, retire(gone, reason)],
  };
}

function retire({ sha256, spki }: EntryCertificate, reason: string) {
  return { sha256, spki, since: new Date().toISOString(), reason };
}
