import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdmissionBox, createMutualTlsServer } from '@inter-ror/mutual-tls';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Authority } from '../src/authority/index.js';
import {
  digestOf,
  KEY_SET_TYPE,
  readTrust,
  signHeartbeat,
  signJws,
  type VerifiedList,
  verifyList,
  type WhitelistDocument,
} from '../src/document/index.js';
import { AcceptedList } from '../src/reader/accepted-list.js';
import { makeNetwork, type TestNetwork, until } from './harness/publishing.js';
import { keySet, listOf, listPayload, makeKey, publish, signList, trust } from './harness/signed-list.js';

let network: TestNetwork;
let url: string;
let answer: { list: Buffer; heartbeat?: string | undefined };
let closeServer: () => Promise<void>;

// A publisher with the authority's certificate, or somebody between: it says what the test tells it to.
beforeAll(async () => {
  network = await makeNetwork();
  const server = createMutualTlsServer({
    identity: network.identities.get('authority-publication')!,
    source: new AdmissionBox(inForce().snapshot),
    accepts: ['region'],
    handler: (req, res) => {
      if (req.url === '/whitelist') {
        if (answer.heartbeat !== undefined) res.setHeader('whitelist-heartbeat', answer.heartbeat);
        res.end(answer.list);
      } else res.writeHead(503).end();
    },
  });
  url = await server.listen(0, '127.0.0.1');
  closeServer = () => server.close(0);
});
beforeEach(() => {
  answer = { list: network.list(), heartbeat: beat() };
});
afterEach(() => network.closeOpened());
afterAll(async () => {
  await closeServer();
  network.remove();
});

const trusted = () => readTrust(readFileSync(network.authority.files.trust), 'trust.json');
const inForce = (): VerifiedList => verifyList(network.list(), trusted());
const key = () => readFileSync(network.authority.files.signingKey, 'utf8');

function beat(more: Record<string, unknown> = {}, age = 0): string {
  const { state } = inForce();
  const [issuedAt, expires] = [Date.now() - age, Date.now() - age + 60_000].map((ms) => new Date(ms).toISOString());
  const heartbeat = {
    schema: 1 as const,
    instance: 'TEST',
    version: state.version,
    digest: state.digest,
    issuedAt: issuedAt!,
    expires: expires!,
  };
  return signHeartbeat({ ...heartbeat, ...more }, state.kid, key());
}

/** The list in force with some of its document changed, well signed; the authority does not know of it. */
function forged(change: Partial<WhitelistDocument>): Buffer {
  const { document, state } = inForce();
  const payload = Buffer.from(JSON.stringify({ ...document, ...change }));
  const list = signJws(payload, 'whitelist+jws', state.kid, key());
  return Buffer.from(JSON.stringify({ ...JSON.parse(network.list().toString()), list }));
}

const read = (files?: string) =>
  network.read('region-53', { urls: [url], pullMs: 40, ...(files === undefined ? {} : { files }) });
const told = (code: string) => () => network.errors.some((error) => error.code === code);
const filesOf = ({ cacheFile }: { cacheFile: string }) => cacheFile.slice(network.dir.length + 1, -'.json'.length);

it.each<[string, string, () => Partial<typeof answer> | Promise<Partial<typeof answer>>]>([
  ['an older list', 'ROLLBACK', () => ({ list: forged({ version: 1 }) })],
  ['a second list of the same version', 'EQUIVOCATION', () => ({ list: forged({ entries: [] }) })],
  ['a list that does not follow', 'CHAIN_BREAK', () => ({ list: forged({ version: inForce().document.version + 1 }) })],
  ['a list of another network', 'INSTANCE', () => ({ list: forged({ instance: 'OTHER' }) })],
  ['the list of another authority', 'UNKNOWN_KEY', async () => ({ list: await otherAuthority() })],
  ['an expired list', 'EXPIRED', () => ({ list: forged({ version: 900, expires: new Date().toISOString() }) })],
  ['an older heartbeat', 'ROLLBACK', () => ({ heartbeat: beat({}, 30_000) })],
  ['a heartbeat for another list', 'EQUIVOCATION', () => ({ heartbeat: beat({ digest: 'e'.repeat(64) }) })],
  ['the heartbeat of another network', 'INSTANCE', () => ({ heartbeat: beat({ instance: 'OTHER' }) })],
])('refuses %s, before and after a restart: the snapshot stays, and it is told', async (_name, code, hostile) => {
  const reader = await read();
  expect(reader.status().state).toBe('fresh');
  const snapshot = reader.current();
  Object.assign(answer, await hostile());
  await until(told(code));
  expect(reader.current()).toBe(snapshot);
  await until(() => JSON.parse(readFileSync(reader.stateFile, 'utf8')).heartbeatAt > 0);
  reader.close();

  network.errors.length = 0;
  const again = await read(filesOf(reader));
  await until(told(code));
  expect(again.current().version).toBe(snapshot.version);
  expect(again.current().members.length).toBe(snapshot.members.length);
});

it('a version pushed out of reach by a stolen key is left behind by a new key, across restarts', async () => {
  const reader = await read();
  const { document } = inForce();
  answer.list = forged({ version: 1_000_000_000 });
  answer.heartbeat = undefined;
  await until(() => reader.current().version === 1_000_000_000);
  await until(() => JSON.parse(readFileSync(reader.stateFile, 'utf8')).version === 1_000_000_000);
  reader.close();

  const fresh = makeKey('fresh');
  const { files } = network.authority;
  const keySet = {
    schema: 1,
    instance: 'TEST',
    version: 2,
    issuedAt: new Date().toISOString(),
    keys: [{ kid: fresh.kid, jwk: fresh.jwk }],
  };
  const rootKey = readFileSync(files.rootSigningKey, 'utf8');
  const keys = signJws(Buffer.from(JSON.stringify(keySet)), KEY_SET_TYPE, trusted().root.kid, rootKey);
  const next = Buffer.from(JSON.stringify({ ...document, version: document.version + 1 }));
  const stolen = answer.list;
  answer.list = Buffer.from(
    JSON.stringify({ keys, list: signJws(next, 'whitelist+jws', fresh.kid, fresh.privateKey) }),
  );
  const again = await read(filesOf(reader));
  await until(() => again.current().version === document.version + 1);

  network.errors.length = 0;
  answer.list = stolen;
  await until(told('KEYS_ROLLBACK'));
  expect(again.current().version).toBe(document.version + 1);
});

it('an answer that is endless, late or absurd changes nothing', async () => {
  const reader = await read();
  const snapshot = reader.current();
  for (const list of [Buffer.alloc(9 * 1024 * 1024, ' '), Buffer.from('[]'), Buffer.from('<html>'), Buffer.alloc(0)]) {
    network.errors.length = 0;
    answer = { list, heartbeat: 'a.b.c' };
    await until(() => network.errors.length > 0);
    expect(reader.current()).toBe(snapshot);
  }
});

it('ten thousand mutated lists are refused by errors of their own kind, and the list in force stays', () => {
  const dir = mkdtempSync(join(tmpdir(), 'mutated-'));
  const files = {
    cacheFile: join(dir, 'list.json'),
    trustFile: join(dir, 'trust.json'),
    stateFile: join(dir, 'state.json'),
  };
  const good = listOf({ version: 5 });
  const digest = digestOf(Buffer.from(JSON.parse(good.toString()).list.payload, 'base64url'));
  // One key set for both: another signature of the same bytes would be a good one.
  const keys = keySet();
  const next = publish(signList(listPayload({ version: 6, prev: digest })), keys);
  const later = publish(signList(listPayload({ version: 7 })), keys);
  writeFileSync(files.cacheFile, good);
  writeFileSync(files.trustFile, JSON.stringify(trust));
  const accepted = new AcceptedList(files, Date.now(), () => {});
  const { snapshot } = accepted.list;
  const parts = [next, later].map((list) => JSON.parse(list.toString()));

  let seed = 20_260_601;
  const below = (n: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  const bitFlipped = () => {
    const bytes = Buffer.from(next);
    bytes[below(bytes.length)]! ^= 1 << below(8);
    return bytes;
  };
  const truncated = () =>
    below(2) === 0 ? next.subarray(0, below(next.length)) : next.subarray(1 + below(next.length));
  const swapped = () => {
    const document = structuredClone(parts[0]);
    const [part, member] = [['keys', 'list'][below(2)]!, ['protected', 'payload', 'signature'][below(3)]!];
    const from = parts[below(2)][['keys', 'list'][below(2)]!];
    const other = ['protected', 'payload', 'signature'][below(3)]!;
    document[part][member] = from[other];
    return Buffer.from(JSON.stringify(document));
  };
  const sameMeaning = (bytes: Buffer) => {
    try {
      return JSON.stringify(JSON.parse(bytes.toString())) === JSON.stringify(parts[0]);
    } catch {
      return false;
    }
  };
  let refused = 0;
  while (refused < 10_000) {
    const bytes = [bitFlipped, truncated, swapped][below(3)]!();
    if (sameMeaning(bytes)) continue;
    try {
      accepted.accept(bytes, Date.now());
      throw new Error(`accepted: ${bytes}`);
    } catch (error) {
      if ((error as Error).name !== 'WhitelistError') throw error;
    }
    refused++;
    if (accepted.list.snapshot !== snapshot) throw new Error('the snapshot changed');
  }
  expect(accepted.accept(next, Date.now())).toBe(true);
  expect(accepted.list.document.version).toBe(6);
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

let other: Buffer | undefined;
async function otherAuthority(): Promise<Buffer> {
  if (other === undefined) {
    const dir = join(network.dir, 'other');
    const authority = await Authority.init({ dir, instance: 'TEST' });
    other = readFileSync(authority.files.list);
  }
  return other;
}
