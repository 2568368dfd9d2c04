import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fingerprintOf, followIdentity, readIdentity, type SnapshotEntry, type TlsIdentity } from '../src/index.js';
import { box, entry, listener, member, rawConnection, snapshot, until } from './harness/network.js';
import { makePki, type Pki } from './harness/pki.js';

const dir = mkdtempSync(join(tmpdir(), 'ir-identity-'));
const files = { key: join(dir, 'a.key'), cert: join(dir, 'a.pem'), ca: join(dir, 'ca.pem') };
const cleanups: (() => unknown)[] = [];
let pki: Pki;

beforeAll(() => {
  pki = makePki();
});
afterAll(async () => {
  for (const act of cleanups.reverse()) await act();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

const put = (file: string, content: string) => {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
};
const putAll = ({ key, cert, ca }: TlsIdentity) => {
  put(files.key, key);
  put(files.cert, cert);
  put(files.ca, ca.join(''));
};

/** A listener whose identity is followed, and the fingerprint that it presents. */
async function followed(first: TlsIdentity, listed: TlsIdentity[], other = pki.leaf({ name: 'other' })) {
  const client = pki.leaf({ name: 'client' });
  const entries = (identities: TlsIdentity[], more?: SnapshotEntry) => [
    entry(member('server'), identities),
    entry(member('c'), client),
    entry(member('another'), other),
    ...(more === undefined ? [] : [more]),
  ];
  const source = box(...entries(listed));
  putAll(first);
  const identity = readIdentity(files);
  const target = await listener(identity, source);
  const errors: Error[] = [];
  const own = followIdentity({
    files,
    identity,
    source,
    pollMs: 10,
    onRenewal: (next) => target.server.renew(next),
    onError: (error) => errors.push(error),
  });
  cleanups.push(
    () => target.server.close(0),
    () => own.close(),
  );
  return {
    own,
    errors,
    list: (identities: TlsIdentity[], more?: SnapshotEntry) => source.swap(snapshot(entries(identities, more))),
    async presented(): Promise<string> {
      const { socket, secured } = rawConnection(target.port, client);
      await secured;
      const fingerprint = fingerprintOf(socket.getPeerX509Certificate()!);
      socket.destroy();
      return fingerprint;
    },
  };
}

it('a renewed certificate is presented without a restart, and key and certificate may arrive one after the other', async () => {
  const [old, next] = [pki.leaf({ name: 'a' }), pki.otherLeaf({ name: 'a' })];
  const { own, presented, errors } = await followed(old, [old, next]);
  expect(await presented()).toBe(fingerprintOf(old.cert));
  put(files.key, next.key);
  await until(() => errors.length === 1);
  expect(errors[0]!.message).toContain('n’est pas celle du certificat');
  expect(await presented()).toBe(fingerprintOf(old.cert));
  put(files.cert, next.cert);
  await until(() => own.current().cert === next.cert);
  expect(await presented()).toBe(fingerprintOf(next.cert));
  expect(errors.length).toBe(1);
});

it('a certificate that is not listed yet waits for the list; the former one serves meanwhile', async () => {
  const [old, next] = [pki.leaf({ name: 'a' }), pki.leaf({ name: 'a' })];
  const { own, presented, errors, list } = await followed(old, [old]);
  put(files.cert, next.cert);
  await until(() => errors.length === 1);
  expect(errors[0]!.message).toContain('n’est pas dans la liste blanche');
  expect(await presented()).toBe(fingerprintOf(old.cert));
  list([old, next]);
  await until(() => own.current().cert === next.cert);
  expect(await presented()).toBe(fingerprintOf(next.cert));
});

it('the certificate of another member of the list is not taken by mistake', async () => {
  const [old, other] = [pki.leaf({ name: 'a' }), pki.leaf({ name: 'b' })];
  const { own, presented, errors, list } = await followed(old, [old], other);
  put(files.cert, other.cert);
  await until(() => errors.length === 1);
  expect(errors[0]!.message).toContain('pour « server »');
  expect(await presented()).toBe(fingerprintOf(old.cert));
  expect(own.current().cert).toBe(old.cert);
  list([old]);
});

it('a renewal is listed in both directions or waits', async () => {
  const [old, next] = [pki.leaf({ name: 'a' }), pki.leaf({ name: 'a' })];
  const { own, presented, errors, list } = await followed(old, [old]);
  list([old], entry(member('server'), next, { uses: ['client'] }));
  put(files.cert, next.cert);
  await until(() => errors.length === 1);
  expect(await presented()).toBe(fingerprintOf(old.cert));
  list([old, next]);
  await until(() => own.current().cert === next.cert);
  expect(await presented()).toBe(fingerprintOf(next.cert));
});

it('what cannot be used is told once and changes nothing: cut short, gone, expired, authorities half written', async () => {
  const old = pki.leaf({ name: 'a' });
  const expired = pki.leaf({ name: 'a', notAfter: Date.now() - 1_000 });
  const { own, presented, errors } = await followed(old, [old, expired]);
  const bad: [string, string, RegExp][] = [
    [files.cert, old.cert.slice(0, 300), /illisible/],
    [files.cert, '', /illisible/],
    [files.cert, expired.cert, /renouvelez-le/],
    [files.ca, pki.ca.join('').slice(0, -200), /autorités de confiance/],
    [files.ca, '', /autorités de confiance/],
    [files.ca, 'x'.repeat(1024 * 1024 + 1), /octets/],
  ];
  for (const [file, content, said] of bad) {
    errors.length = 0;
    put(file, content);
    await until(() => errors.length > 0);
    expect(errors[0]!.message).toMatch(said);
    await wait(60);
    expect(errors.length).toBe(1);
    putAll(old);
  }
  rmSync(files.key);
  errors.length = 0;
  await until(() => errors.length > 0);
  expect(errors[0]!.message).toContain(files.key);
  expect(own.current().cert).toBe(old.cert);
  expect(await presented()).toBe(fingerprintOf(old.cert));
});

it('authorities that change alone are trusted at once: a client of a new one comes in, of a former one no more', async () => {
  const identity = pki.leaf({ name: 'a' });
  const client = pki.leaf({ name: 'c' });
  const newcomer = pki.ofStranger({ name: 'n' });
  putAll(identity);
  const source = box(entry(member('s'), identity), entry(member('c'), client), entry(member('n'), newcomer));
  const target = await listener(identity, source);
  const own = followIdentity({
    files,
    identity: readIdentity(files),
    source,
    pollMs: 10,
    onRenewal: (next) => target.server.renew(next),
    onError: () => {},
  });
  cleanups.push(
    () => target.server.close(0),
    () => own.close(),
  );
  const admitted = async (who: TlsIdentity) => {
    const before = target.refusals.length;
    const opened = target.server.decisions.admitted;
    const { socket } = rawConnection(target.port, who);
    await until(() => target.refusals.length > before || target.server.decisions.admitted > opened);
    socket.destroy();
    return target.server.decisions.admitted > opened;
  };
  expect([await admitted(client), await admitted(newcomer)]).toEqual([true, false]);
  put(files.ca, pki.ca.join('') + pki.stranger.cert);
  await until(() => own.current().ca.join('').includes(pki.stranger.cert));
  expect([await admitted(client), await admitted(newcomer)]).toEqual([true, true]);
  put(files.ca, pki.stranger.cert);
  await until(() => !own.current().ca.join('').includes(pki.ca[0]!));
  expect([await admitted(client), await admitted(newcomer)]).toEqual([false, true]);
  expect(target.server.decisions.refused.TLS).toBe(2);
});
