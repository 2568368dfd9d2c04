import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { keySetIn, makeRootKey, signKeySet } from '../src/authority/index.js';
import { KEY_SET_TYPE, LIST_TYPE, readTrust, signJws, verifyList } from '../src/document/index.js';
import { writeAtomically } from '../src/files/index.js';
import { examine, verifyAudit } from '../src/inspection/index.js';
import { makeNetwork, type TestNetwork, until } from './harness/publishing.js';
import { makeKey } from './harness/signed-list.js';

let network: TestNetwork;
/** The network's first anchor: what its members were given. */
let given: string;
let rootKey: string;
beforeAll(async () => {
  network = await makeNetwork();
  const { files } = network.authority;
  given = join(network.dir, 'given-trust.json');
  copyFileSync(files.trust, given);
  rootKey = readFileSync(files.rootSigningKey, 'utf8');
  rmSync(files.offline, { recursive: true, force: true, maxRetries: 5 });
});
afterEach(() => network.closeOpened());
afterAll(() => network.remove());

const trustIn = (file: string) => readTrust(readFileSync(file), file);
const keySetNow = () => JSON.parse(readFileSync(network.authority.files.keys, 'utf8'));
const adopt = (signed: object) => network.authority.adoptKeys(Buffer.from(JSON.stringify(signed)));
const code = async (act: () => unknown) => {
  try {
    await act();
    return 'accepted';
  } catch (error) {
    return (error as { code?: string }).code;
  }
};
/** A list of the network in the place of the published one, signed by a key of our own, with a key set of our own. */
function forged(signer: ReturnType<typeof makeKey>, keys?: object): Buffer {
  const published = JSON.parse(network.list().toString());
  const payload = JSON.parse(Buffer.from(published.list.payload, 'base64url').toString());
  const list = signJws(
    Buffer.from(JSON.stringify({ ...payload, version: payload.version + 50 })),
    LIST_TYPE,
    signer.kid,
    signer.privateKey,
  );
  return Buffer.from(JSON.stringify({ keys: keys ?? published.keys, list }));
}
const keysOf = (signer: ReturnType<typeof makeKey>, by: { kid: string; privateKey: string }, version = 90) =>
  signJws(
    Buffer.from(
      JSON.stringify({
        schema: 1,
        instance: 'TEST',
        version,
        issuedAt: new Date().toISOString(),
        keys: [{ kid: signer.kid, jwk: signer.jwk }],
      }),
    ),
    KEY_SET_TYPE,
    by.kid,
    by.privateKey,
  );

it('the root signs the next key, its lists and heartbeats are followed without a restart, those of the former one refused', async () => {
  const { authority } = network;
  await network.publish();
  const region = await network.read('region-53', { trustFile: given });
  const before = network.list();
  const oldKey = readFileSync(authority.files.signingKey, 'utf8');
  const oldKid = JSON.parse(readFileSync(authority.files.state, 'utf8')).signingKid;

  const { request, kid } = await authority.nextKey();
  expect(kid).not.toBe(oldKid);
  // Asked again, the same key: a request that was lost is made anew.
  expect((await authority.nextKey()).kid).toBe(kid);
  await authority.publish();
  const { keySet } = signKeySet({ request: Buffer.from(request), trust: trustIn(given), rootKey });
  const { version } = await adopt(keySet);
  expect(existsSync(authority.files.nextSigningKey)).toBe(false);
  await until(() => region.current().version === version && region.status().state === 'fresh');
  const heard = JSON.parse(readFileSync(region.stateFile, 'utf8')).heartbeatAt;
  await authority.publish();
  await until(() => region.current().version === version + 1);
  const remembered = () => JSON.parse(readFileSync(region.stateFile, 'utf8'));
  await until(() => remembered().version === version + 1 && remembered().heartbeatAt > heard);
  expect(network.errors).toEqual([]);
  expect(region.states).toEqual([]);

  const state = remembered();
  const verdict = (bytes: Uint8Array) => code(() => verifyList(bytes, trustIn(given), state));
  const thief = { ...makeKey(oldKid), privateKey: oldKey };
  expect(await verdict(before)).toBe('KEYS_ROLLBACK');
  expect(await verdict(forged(thief))).toBe('UNKNOWN_KEY');
  expect(await verdict(forged(thief, JSON.parse(before.toString()).keys))).toBe('KEYS_ROLLBACK');
  expect(await verdict(network.list())).toBe('accepted');

  // After a restart of the reader too.
  region.close();
  const files = region.cacheFile.slice(network.dir.length + 1, -'.json'.length);
  for (const bytes of [before, forged(thief)]) {
    writeAtomically(region.cacheFile, bytes);
    const again = await network.read('region-53', { files, trustFile: given });
    expect(again.current().version).toBe(version + 1);
    again.close();
  }
  expect(examine(authority.files).filter(({ finding }) => finding === 'faux')).toEqual([]);
});

it('a key that the root of the anchor has not vouched for is refused, by the members and by the authority itself', async () => {
  const [stranger, own] = [makeKey('stranger'), makeKey('own')];
  const trust = trustIn(given);
  const impostor = { ...makeKey('root'), kid: trust.root.kid };
  for (const [keys, expected] of [
    [keysOf(own, stranger), 'UNKNOWN_KEY'],
    [keysOf(own, impostor), 'SIGNATURE'],
    [keysOf(own, { kid: keySetNow().kid ?? trust.root.kid, privateKey: own.privateKey }), 'SIGNATURE'],
  ] as const) {
    expect(await code(() => verifyList(forged(own, keys), trust))).toBe(expected);
    expect(await code(() => adopt(keys))).toBe(expected);
  }
  const { request } = await network.authority.nextKey();
  const asked = JSON.parse(request);
  const other = JSON.parse(Buffer.from(asked.payload, 'base64url').toString());
  const bad = [
    [{ ...asked, signature: signJws(Buffer.from('{}'), 'x', 'x', own.privateKey).signature }, 'SIGNATURE'],
    [{ ...asked, payload: Buffer.from(JSON.stringify({ ...other, jwk: own.jwk })).toString('base64url') }, 'SIGNATURE'],
    [{ ...asked, payload: Buffer.from('{}').toString('base64url') }, 'FORMAT'],
  ] as const;
  for (const [tampered, expected] of bad) {
    const sign = () => signKeySet({ request: Buffer.from(JSON.stringify(tampered)), trust, rootKey });
    expect(await code(sign)).toBe(expected);
  }
  const wrong = makeKey('wrong').privateKey;
  expect(await code(() => signKeySet({ request: Buffer.from(request), trust, rootKey: wrong }))).toBe('REFUSED');
  const foreign = { ...trust, instance: 'OTHER' };
  expect(await code(() => signKeySet({ request: Buffer.from(request), trust: foreign, rootKey }))).toBe('REFUSED');
  const { keySet } = signKeySet({ request: Buffer.from(request), trust, rootKey });
  rmSync(network.authority.files.nextSigningKey);
  expect(await code(() => adopt(keySet))).toBe('REFUSED');
  expect(await code(() => adopt(keySetNow()))).toBe('KEYS_ROLLBACK');
});

it('a succession cut short after the keys were put in place goes on at the next publication', async () => {
  const { authority } = network;
  const { files } = authority;
  const { request, kid } = await authority.nextKey();
  const { keySet } = signKeySet({ request: Buffer.from(request), trust: trustIn(given), rootKey });
  writeFileSync(files.keys, JSON.stringify(keySet));
  expect(examine(files).some(({ finding }) => finding === 'faux')).toBe(true);
  expect(await code(() => authority.nextKey())).toBe('REFUSED');
  await authority.publish();
  expect(JSON.parse(readFileSync(files.state, 'utf8')).signingKid).toBe(kid);
  expect(existsSync(files.nextSigningKey)).toBe(false);
  expect(verifyList(network.list(), trustIn(given)).state.kid).toBe(kid);
  expect(examine(files).filter(({ finding }) => finding === 'faux')).toEqual([]);
});

it('the root announces its own successor, which then signs alone; who missed that, or has no memory, needs its anchor', async () => {
  const { authority } = network;
  await network.publish();
  const region = await network.read('region-53', { trustFile: given });
  const absent = verifyList(network.list(), trustIn(given)).state;
  const second = await makeRootKey(trustIn(given));
  const step = async (rootPem: string, trust = trustIn(authority.files.trust), nextRoot?: typeof second.trust.root) => {
    const { request } = await authority.nextKey();
    const { keySet } = signKeySet({ request: Buffer.from(request), trust, rootKey: rootPem, nextRoot });
    const { version } = await adopt(keySet);
    await until(() => region.current().version === version && region.status().state === 'fresh');
  };
  // Not announced yet, the second root signs nothing that anybody takes.
  const { request } = await authority.nextKey();
  const early = signKeySet({ request: Buffer.from(request), trust: second.trust, rootKey: second.privateKey });
  expect(await code(() => adopt(early.keySet))).toBe('UNKNOWN_KEY');
  rmSync(authority.files.nextSigningKey);

  await step(rootKey, undefined, second.trust.root);
  await step(second.privateKey, second.trust);
  expect(trustIn(authority.files.trust).root.kid).toBe(second.trust.root.kid);
  expect(network.errors).toEqual([]);

  await until(() => JSON.parse(readFileSync(region.stateFile, 'utf8')).version === region.current().version);
  const state = JSON.parse(readFileSync(region.stateFile, 'utf8'));
  const first = { kid: trustIn(given).root.kid, privateKey: rootKey };
  const late = makeKey('late');
  const verdict = (bytes: Uint8Array, trust = given, known: typeof state | null = state) =>
    code(() => verifyList(bytes, trustIn(trust), known ?? undefined));
  expect(await verdict(network.list())).toBe('accepted');
  expect(await verdict(forged(late, keysOf(late, first)))).toBe('UNKNOWN_KEY');
  expect(await verdict(network.list(), given, absent)).toBe('UNKNOWN_KEY');
  expect(await verdict(network.list(), given, null)).toBe('UNKNOWN_KEY');
  expect(await verdict(network.list(), authority.files.trust, null)).toBe('accepted');
  expect(await verdict(network.list(), authority.files.trust, absent)).toBe('accepted');
  // The publisher, started again, reads the new anchor; what the former root vouched for is history that still reads.
  await network.closeOpened();
  await network.publish();
  expect(verifyAudit(authority.files).broken).toBeNull();
  expect(examine(authority.files).filter(({ finding }) => finding === 'faux')).toEqual([]);
});

it('a root that was lost is replaced by hand at the authority too, whose history still reads', async () => {
  const { authority } = network;
  const { files } = authority;
  const rescue = await makeRootKey(trustIn(files.trust));
  await authority.publish();
  writeFileSync(files.trust, JSON.stringify(rescue.trust));
  const { request } = await authority.nextKey();
  const { keySet } = signKeySet({ request: Buffer.from(request), trust: rescue.trust, rootKey: rescue.privateKey });
  await adopt(keySet);
  expect(verifyList(network.list(), rescue.trust).state.keysVersion).toBe(keySetIn(files).version);
  expect(verifyAudit(files).broken).toBeNull();
  expect(examine(files).filter(({ finding }) => finding === 'faux')).toEqual([]);
});

it('an anchor brought by hand, that nothing announced, recovers from a stolen root that ran the count of keys up', () => {
  const [stolen, rescue, thief, online] = [makeKey('stolen'), makeKey('rescue'), makeKey('thief'), makeKey('online')];
  const anchor = (root: ReturnType<typeof makeKey>) => ({
    schema: 1 as const,
    instance: 'TEST',
    root: { kid: root.kid, jwk: root.jwk },
  });
  const ranUp = verifyList(forged(thief, keysOf(thief, stolen, Number.MAX_SAFE_INTEGER)), anchor(stolen)).state;
  const recovered = forged(online, keysOf(online, rescue, 2));
  expect(() => verifyList(recovered, anchor(stolen), ranUp)).toThrow(expect.objectContaining({ code: 'UNKNOWN_KEY' }));
  const after = verifyList(recovered, anchor(rescue), ranUp).state;
  expect(after).toMatchObject({ keysVersion: 2, kid: 'online' });
  const older = forged(thief, keysOf(thief, rescue, 1));
  expect(() => verifyList(older, anchor(rescue), after)).toThrow(expect.objectContaining({ code: 'KEYS_ROLLBACK' }));
});
