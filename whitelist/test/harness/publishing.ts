import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { Authority, makeKeyAndCsr } from '../../src/authority/index.js';
import { recordChange } from '../../src/authority/record-change.js';
import { digestOf, LIST_TYPE, signJws, type WhitelistDocument } from '../../src/document/index.js';
import { writeAtomically } from '../../src/files/index.js';
import { type PublisherOptions, startPublisher } from '../../src/publication/index.js';
import {
  type NetworkWhitelist,
  openWhitelistNetwork,
  type WhitelistNetworkOptions,
  type WhitelistStatus,
} from '../../src/reader/index.js';

export const silent = { info() {}, warn() {}, error() {} };

/** A real authority with a publisher, a region and a gateway listed; each test closes what it opens. */
export async function makeNetwork() {
  const dir = mkdtempSync(join(tmpdir(), 'publishing-'));
  const authority = await Authority.init({ dir: join(dir, 'authority'), instance: 'TEST' });
  const wishes = [
    { kind: 'authority', label: 'publication', endpoints: ['https://127.0.0.1'] },
    { kind: 'region', label: 'Bretagne', regionCodes: ['53'] },
    { kind: 'gateway', label: 'nationale', perimeter: ['*'] },
    { kind: 'consumer', label: 'samu', perimeter: ['*'] },
  ] as const;
  const identities = new Map<string, TlsIdentity>();
  const ca = [readFileSync(authority.files.ca, 'utf8')];
  const made = await Promise.all(wishes.map(() => makeKeyAndCsr({ commonName: 'test', organisation: 'test' })));
  for (const [i, wish] of wishes.entries()) {
    const { id } = await authority.enroll({
      ...wish,
      regionCodes: [...('regionCodes' in wish ? wish.regionCodes : [])],
      perimeter: ['*'],
      endpoints: [...('endpoints' in wish ? wish.endpoints : [])],
      csr: made[i]!.csr,
    });
    const { certificate } = await authority.approve(id, 'test');
    identities.set(id, { key: made[i]!.key, cert: certificate, ca });
  }
  const closers: (() => unknown)[] = [];
  const errors: (Error & { code?: string })[] = [];
  let readers = 0;

  return {
    dir,
    authority,
    identities,
    errors,
    list: () => readFileSync(authority.files.list),
    /** Starts the publisher; the first time, on a port that the list then gives. */
    async publish(more: Partial<PublisherOptions> & { port?: number } = {}) {
      const { port = 0, ...options } = more;
      const publisher = await startPublisher({
        authorityDir: join(dir, 'authority'),
        listen: { host: '127.0.0.1', port },
        identity: identities.get('authority-publication')!,
        logger: silent,
        ...options,
      });
      closers.push(() => publisher.close());
      const { endpoints } = authority.show('authority-publication');
      if (!endpoints.includes(publisher.url)) await authority.setEndpoints('authority-publication', [publisher.url]);
      return publisher;
    },
    /** Opens a reader over a cache that holds the list of now, unless told otherwise. */
    async read(
      member: string,
      more: Partial<WhitelistNetworkOptions> & { files?: string; empty?: boolean } = {},
    ): Promise<NetworkWhitelist & { states: string[]; cacheFile: string; stateFile: string }> {
      const { files = `reader-${++readers}`, empty, ...options } = more;
      const [cacheFile, stateFile] = [join(dir, `${files}.json`), join(dir, `${files}.state.json`)];
      if (more.files === undefined && !empty) writeAtomically(cacheFile, readFileSync(authority.files.list));
      const states: string[] = [];
      const reader = await openWhitelistNetwork({
        trustFile: authority.files.trust,
        cacheFile,
        stateFile,
        identity: identities.get(member)!,
        onStatus: ({ state }: WhitelistStatus) => states.push(state),
        onError: (error) => errors.push(error),
        ...options,
      });
      closers.push(() => reader.close());
      return Object.assign(reader, { states, cacheFile, stateFile });
    },
    /** Signs a next version with other bounds than the authority gives, with its own key. */
    resign(change: Partial<WhitelistDocument>): Buffer {
      const { files } = authority;
      const published = JSON.parse(readFileSync(files.list, 'utf8'));
      const payload = Buffer.from(published.list.payload, 'base64url');
      const document: WhitelistDocument = JSON.parse(payload.toString());
      const now = new Date().toISOString();
      const state = JSON.parse(readFileSync(files.state, 'utf8'));
      const version = document.version + 1;
      const auditHead = recordChange(files, {
        action: 'publish',
        target: 'TEST',
        docVersion: version,
        entries: state.entries,
      });
      const next = {
        ...document,
        version,
        auditHead,
        prev: digestOf(payload),
        issuedAt: now,
        notBefore: now,
        ...change,
      };
      const bytes = Buffer.from(JSON.stringify(next));
      const list = signJws(bytes, LIST_TYPE, state.signingKid, readFileSync(files.signingKey, 'utf8'));
      writeAtomically(files.state, JSON.stringify({ ...state, version: next.version, digest: digestOf(bytes) }), 0o600);
      const whole = Buffer.from(JSON.stringify({ ...published, list }));
      writeAtomically(files.list, whole);
      return whole;
    },
    /** Closes what was opened since the last call, the last first. */
    async closeOpened() {
      for (const close of closers.splice(0).reverse()) await close();
      errors.length = 0;
    },
    remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export type TestNetwork = Awaited<ReturnType<typeof makeNetwork>>;

export async function until(condition: () => boolean, ms = 8_000): Promise<number> {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > ms) throw new Error(`Not so after ${ms} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return performance.now() - start;
}
