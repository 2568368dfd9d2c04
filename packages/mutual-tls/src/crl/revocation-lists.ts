import type { X509Certificate } from 'node:crypto';
import { type BigIntStats, readFileSync, statSync } from 'node:fs';
import { Authorities } from '../authorities.js';
import { Crl, type CrlContent, serialKey, subjectOf } from './crl.js';

const MAX_FILE_BYTES = 32 * 1024 * 1024;
const CLOCK_TOLERANCE_MS = 5 * 60_000;
const PEM_BLOCK = /-----BEGIN (?:X509 )?CRL-----([A-Za-z0-9+/=\s]+)-----END (?:X509 )?CRL-----/g;

/** Why a CRL is not used, or is used although its time has passed (`STALE`). */
export type CrlAlarmCode =
  | 'UNREADABLE'
  | 'MALFORMED'
  /** Its issuer is none of our authorities. */
  | 'FOREIGN'
  /** It bears the name of one of our authorities, whose key did not sign it. */
  | 'SIGNATURE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  /** Older than the one in force. */
  | 'OLDER'
  /** No list in force for an authority. */
  | 'MISSING'
  /** The list in force should have been replaced; its revocations still hold. */
  | 'STALE';

export interface CrlAlarm {
  readonly code: CrlAlarmCode;
  /** The file, or the authority's name for `MISSING` and `STALE`. */
  readonly place: string;
  /** In French, with the mend. */
  readonly message: string;
}

export interface RevocationListsOptions {
  /** PEM (one or several lists a file) or DER. */
  files: readonly string[];
  /** The same authorities as in the identity of the listeners. */
  ca: readonly string[];
  /** Told once of each trouble, until it changes. */
  onAlarm(alarm: CrlAlarm): void;
  /** @default 60 s */
  pollMs?: number;
}

/**
 * The CRLs of external authorities, a layer under the whitelist: what they revoke is refused and cut, and whatever is wrong
 * with them alarms, keeps the last good list, and refuses nobody.
 */
export class RevocationLists {
  readonly #o: RevocationListsOptions;
  #authorities: Authorities;
  #subjects: readonly Buffer[];
  /** By fingerprint of the authority. */
  readonly #inForce = new Map<string, CrlContent>();
  readonly #seen = new Map<string, string>();
  readonly #troubles = new Map<string, CrlAlarm>();
  readonly #listeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;

  constructor(o: RevocationListsOptions) {
    this.#o = o;
    this.#authorities = new Authorities(o.ca);
    this.#subjects = subjectsOf(this.#authorities);
    this.#refresh();
    this.#timer = setInterval(() => this.#refresh(), o.pollMs ?? 60_000).unref();
  }

  /** Reads the lists again under these authorities, those of the listeners from now on. */
  trust(ca: readonly string[]): void {
    this.#authorities = new Authorities(ca);
    this.#subjects = subjectsOf(this.#authorities);
    this.#seen.clear();
    this.#refresh();
  }

  /** Whether a list in force names this certificate, or an authority between it and its root. */
  revoked(certificate: X509Certificate): boolean {
    const path = this.#authorities.path(certificate) ?? [];
    return path.some((child, i) => {
      const issuer = path[i + 1];
      return (
        issuer !== undefined &&
        this.#inForce.get(issuer.fingerprint256)?.revoked.has(serialKey(child.serialNumber)) === true
      );
    });
  }

  /** Calls `listener` after a list came in force; returns the function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One line an authority, for a health page or a diagnosis. Instants are epoch milliseconds. */
  status(): { authority: string; nextUpdate: number | null; revoked: number }[] {
    return this.#authorities.all.map((authority) => {
      const list = this.#inForce.get(authority.fingerprint256);
      return { authority: name(authority), nextUpdate: list?.nextUpdate ?? null, revoked: list?.revoked.size ?? 0 };
    });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#listeners.clear();
  }

  #refresh(): void {
    let changed = false;
    for (const file of this.#o.files) changed = this.#read(file) || changed;
    const now = Date.now();
    for (const authority of this.#authorities.all) {
      const list = this.#inForce.get(authority.fingerprint256);
      const place = name(authority);
      if (list === undefined) {
        this.#alarm('MISSING', place, 'aucune CRL en vigueur : ses révocations ne sont pas vues. Fournissez sa CRL.');
      } else if (now >= list.nextUpdate) {
        const end = new Date(list.nextUpdate).toISOString();
        this.#alarm('STALE', place, `CRL périmée depuis le ${end}, gardée en vigueur. Récupérez la suivante.`);
      } else this.#troubles.delete(place);
    }
    if (changed) for (const listener of [...this.#listeners]) listener();
  }

  #read(file: string): boolean {
    let bytes: Buffer;
    let stamp: string;
    try {
      const { mtimeNs, size, ino }: BigIntStats = statSync(file, { bigint: true });
      stamp = `${mtimeNs} ${size} ${ino}`;
      if (this.#seen.get(file) === stamp) return false;
      if (size > MAX_FILE_BYTES) throw new Error(`${size} octets, ${MAX_FILE_BYTES} au plus`);
      bytes = readFileSync(file);
    } catch (error) {
      this.#seen.delete(file);
      this.#alarm('UNREADABLE', file, `CRL illisible (${(error as Error).message}).`);
      return false;
    }
    this.#seen.set(file, stamp);
    this.#troubles.delete(file);
    const lists = derBlocks(bytes);
    if (lists.length === 0) this.#alarm('MALFORMED', file, 'aucune CRL dans ce fichier (PEM « X509 CRL » ou DER).');
    return lists.map((der) => this.#take(file, der)).includes(true);
  }

  #take(file: string, der: Buffer): boolean {
    try {
      const crl = new Crl(der);
      const named = this.#authorities.all.filter((_, i) => this.#subjects[i]!.equals(crl.issuer));
      if (named.length === 0) return this.#alarm('FOREIGN', file, 'CRL d’une autorité que cet hôte ne connaît pas.');
      const issuer = named.find((authority) => crl.signedBy(authority.publicKey));
      if (issuer === undefined) {
        return this.#alarm('SIGNATURE', file, `la signature n’est pas celle de « ${name(named[0]!)} » (SHA-2 requis).`);
      }
      const content = crl.content();
      const now = Date.now();
      const before = this.#inForce.get(issuer.fingerprint256);
      if (now >= content.nextUpdate) {
        return this.#alarm('EXPIRED', file, 'CRL périmée : elle n’est pas chargée. Récupérez la suivante.');
      }
      if (content.thisUpdate > now + CLOCK_TOLERANCE_MS) {
        return this.#alarm('NOT_YET_VALID', file, 'CRL émise dans le futur : vérifiez l’horloge de cet hôte.');
      }
      if (before !== undefined && older(content, before)) {
        return this.#alarm('OLDER', file, 'CRL plus ancienne que celle en vigueur, qui est gardée.');
      }
      this.#inForce.set(issuer.fingerprint256, content);
      return true;
    } catch (error) {
      return this.#alarm('MALFORMED', file, `CRL mal formée (${(error as Error).message}).`);
    }
  }

  #alarm(code: CrlAlarmCode, place: string, message: string): false {
    if (this.#troubles.get(place)?.code === code) return false;
    const alarm = { code, place, message: `${place} : ${message}` };
    this.#troubles.set(place, alarm);
    this.#o.onAlarm(alarm);
    return false;
  }
}

function subjectsOf({ all }: Authorities): Buffer[] {
  return all.map((authority) => subjectOf(authority.raw));
}

function older(next: CrlContent, before: CrlContent): boolean {
  if (next.number !== null && before.number !== null && next.number !== before.number) {
    return next.number < before.number;
  }
  return next.thisUpdate < before.thisUpdate;
}

function derBlocks(bytes: Buffer): Buffer[] {
  if (bytes[0] === 0x30) return [bytes];
  return [...bytes.toString('latin1').matchAll(PEM_BLOCK)].map(([, base64]) => Buffer.from(base64!, 'base64'));
}

function name(authority: X509Certificate): string {
  return authority.subject.replaceAll('\n', ', ');
}
