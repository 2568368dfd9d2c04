import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, type MemberKind, type TlsIdentity } from '@inter-ror/mutual-tls';
import { DAY_MS, makeKeyAndCsr, type StoredEntry } from '@inter-ror/whitelist';
import { DEMONSTRATION, type FoundAuthority } from './demo-authority.js';

/** A member of the demo, listed, with its files. */
export interface DemoMember {
  id: string;
  files: { ca: string; cert: string; key: string };
  identity: TlsIdentity;
  /** Whether it was listed by this start, or found in the folder. */
  made: boolean;
}

export interface MemberWish {
  name: string;
  kind: MemberKind;
  label: string;
  regionCodes?: readonly string[];
  profile?: number;
}

/**
 * Lists the members of the demo, each approved at once. Those of the folder that still are in the list, with the key
 * and the certificate that it names, stay as they are; keys are made side by side, entries one after the other.
 */
export async function admit(found: FoundAuthority, wishes: readonly MemberWish[]): Promise<DemoMember[]> {
  const { authority } = found;
  const entries = authority.list();
  const kept = wishes.map((wish) => keptMember(found, wish, entries));
  const missing = wishes.filter((_, i) => kept[i] === undefined);
  const made = await Promise.all(
    missing.map(({ label }) =>
      // P-256 keys are made at once, where RSA ones would keep whoever starts the demo waiting.
      makeKeyAndCsr({ commonName: label, organisation: 'inter-ror (démonstration)', type: 'EC' }),
    ),
  );
  const members: DemoMember[] = [];
  for (const [i, wish] of wishes.entries()) {
    members.push(kept[i] ?? (await listAnew(found, wish, made.shift()!, entries)));
  }
  return members;
}

/** The member that the folder holds, when its entry, its certificate and its key agree. */
function keptMember(
  found: FoundAuthority,
  { name, kind }: MemberWish,
  entries: readonly StoredEntry[],
): DemoMember | undefined {
  const files = filesOf(found, name);
  try {
    const [key, cert] = [readFileSync(files.key, 'utf8'), readFileSync(files.cert, 'utf8')];
    const leaf = new X509Certificate(cert);
    const print = fingerprintOf(leaf);
    const entry = entries.find(({ certs }) => certs.some(({ sha256 }) => sha256 === print));
    const agrees = entry?.kind === kind && entry.status === 'active' && leaf.checkPrivateKey(createPrivateKey(key));
    if (!agrees || Date.parse(leaf.validTo) < Date.now() + DAY_MS) return undefined;
    return { id: entry.id, files, identity: { key, cert, ca: [readFileSync(files.ca, 'utf8')] }, made: false };
  } catch {
    return undefined;
  }
}

async function listAnew(
  found: FoundAuthority,
  wish: MemberWish,
  { key, csr }: { key: string; csr: string },
  entries: readonly StoredEntry[],
): Promise<DemoMember> {
  const { authority } = found;
  // What stood for this member before would be one more member that never answers.
  for (const former of entries.filter((e) => e.kind === wish.kind && e.label === wish.label && isOurs(e))) {
    await authority.revoke(former.id, 'remplacé par la démonstration', DEMONSTRATION);
  }
  const entry = await authority.enroll({
    csr,
    kind: wish.kind,
    label: wish.label,
    contact: `astreinte@${wish.name}.exemple.invalid`,
    regionCodes: [...(wish.regionCodes ?? [])],
    profile: wish.profile ?? null,
    perimeter: ['*'],
    endpoints: wish.kind === 'consumer' ? [] : ['https://127.0.0.1'],
  });
  const { certificate } = await authority.approve(entry.id, DEMONSTRATION);
  const files = filesOf(found, wish.name);
  writeFileSync(files.key, key, { mode: 0o600 });
  writeFileSync(files.cert, certificate);
  const identity = { key, cert: certificate, ca: [readFileSync(files.ca, 'utf8')] };
  return { id: entry.id, files, identity, made: true };
}

function isOurs({ approvedBy, status }: StoredEntry): boolean {
  return approvedBy === DEMONSTRATION && (status === 'active' || status === 'suspended');
}

function filesOf({ authority, keys }: FoundAuthority, name: string): DemoMember['files'] {
  return { ca: authority.files.ca, cert: join(keys, `${name}.pem`), key: join(keys, `${name}.key`) };
}
