import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import type { AdmissionSource, CertificateUse } from './admission.js';
import { MutualTlsError } from './errors.js';
import { fingerprintOf } from './fingerprint.js';
import { secureContextOf, type TlsIdentity } from './identity.js';

const MAX_FILE_BYTES = 1024 * 1024;
const POLL_MS = 1_000;

/** Where an identity is kept, in PEM. */
export interface IdentityFiles {
  readonly key: string;
  /** The leaf first, then its intermediates. */
  readonly cert: string;
  readonly ca: string;
}

/**
 * Key, certificate and authorities, from their files, of 1 MiB at most each.
 * @throws MutualTlsError `ERR_IDENTITY`
 */
export function readIdentity({ key, cert, ca }: IdentityFiles): TlsIdentity {
  return { key: read(key), cert: read(cert), ca: [read(ca)] };
}

export interface FollowIdentityOptions {
  files: IdentityFiles;
  /** What was read of them at the start. */
  identity: TlsIdentity;
  /** The list in force: a certificate that it does not hold yet is not presented in the place of one that it holds. */
  source: AdmissionSource;
  /** Told of each new identity, once it is whole, in date, and listed. */
  onRenewal(identity: TlsIdentity): void;
  /** Told once of each content that cannot be used: the last good identity stays. */
  onError(error: Error): void;
  /** @default 1 s */
  pollMs?: number;
}

/** The identity in use, followed in its files. */
export interface FollowedIdentity {
  current(): TlsIdentity;
  close(): void;
}

/**
 * Follows the files of an identity by their bytes. What cannot be used changes nothing: a key without its certificate
 * (they are put in place one after the other), a text cut short, an expired certificate, one that is not listed.
 */
export function followIdentity(o: FollowIdentityOptions): FollowedIdentity {
  let inUse = o.identity;
  let refused = '';
  let told = '';

  const look = () => {
    let content = '';
    try {
      const next = readIdentity(o.files);
      content = textOf(next);
      if (content === textOf(inUse)) {
        refused = '';
        told = '';
        return;
      }
      secureContextOf(next);
      checkListed(next, inUse, o.source);
      o.onRenewal(next);
      inUse = next;
      refused = '';
      told = '';
    } catch (error) {
      const reason = `${content}${(error as Error).message}`;
      // Told at the second look: the first may have fallen between the key and its certificate.
      if (reason === refused && reason !== told) {
        told = reason;
        o.onError(error as Error);
      }
      refused = reason;
    }
  };
  const timer = setInterval(look, o.pollMs ?? POLL_MS).unref();
  return { current: () => inUse, close: () => clearInterval(timer) };
}

/** In each direction in which the former certificate is listed, the next one must be, for the same member. */
function checkListed(next: TlsIdentity, inUse: TlsIdentity, source: AdmissionSource): void {
  for (const use of ['client', 'server'] as const) {
    const former = listedMember(inUse, source, use);
    if (former === undefined || listedMember(next, source, use) === former) continue;
    throw new MutualTlsError(
      'ERR_IDENTITY',
      `Le nouveau certificat ${fingerprintOf(next.cert)} n’est pas dans la liste blanche pour « ${former} » : l’ancien reste ` +
        'en usage. Faites-le inscrire par l’autorité (inter-ror whitelist rotate) ; il sera pris dès que la liste le portera.',
    );
  }
}

function listedMember({ cert }: TlsIdentity, source: AdmissionSource, use: CertificateUse): string | undefined {
  const listed = source.current().certificate(fingerprintOf(cert), use);
  return listed !== undefined && Date.now() < listed.notAfter ? listed.member.id : undefined;
}

function textOf({ key, cert, ca }: TlsIdentity): string {
  return [key, cert, ...ca].join('\0');
}

function read(file: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const { size } = fstatSync(descriptor);
    if (size > MAX_FILE_BYTES) throw new Error(`${size} octets, ${MAX_FILE_BYTES} au plus`);
    return readFileSync(descriptor, 'utf8');
  } catch (cause) {
    throw new MutualTlsError('ERR_IDENTITY', `${file} : lecture impossible (${(cause as Error).message}).`, { cause });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
