import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf, type TlsIdentity } from '@inter-ror/mutual-tls';
import {
  Authority,
  makeKeyAndCsr,
  type NetworkWhitelist,
  openWhitelistNetwork,
  readAcks,
  startPublisher,
} from '@inter-ror/whitelist';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from './support/nation.js';

const dir = mkdtempSync(join(tmpdir(), 'ir-acks-'));
const folder = join(dir, 'autorite');
const closers: (() => unknown)[] = [];
let authority: Authority;
let first: NetworkWhitelist;
let publisher: Awaited<ReturnType<typeof startPublisher>>;
const identities = new Map<string, TlsIdentity>();

beforeAll(async () => {
  authority = await Authority.init({ dir: folder, instance: 'ESSAI' });
  for (const kind of ['authority', 'gateway', 'consumer', 'region'] as const) {
    const { key, csr } = await makeKeyAndCsr({ commonName: kind, organisation: 'essai' });
    const regionCodes = kind === 'region' ? ['53'] : [];
    const { id } = await authority.enroll({ csr, kind, label: 'essai', regionCodes, endpoints: ['https://127.0.0.1'] });
    const { certificate } = await authority.approve(id, 'A. Martin');
    identities.set(id, { key, cert: certificate, ca: [readFileSync(authority.files.ca, 'utf8')] });
  }
  publisher = await startPublisher({
    authorityDir: folder,
    listen: { host: '127.0.0.1', port: 0 },
    identity: identities.get('authority-essai')!,
    logger: pino({ level: 'silent' }),
  });
  await authority.setEndpoints('authority-essai', [publisher.url]);
}, 60_000);
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await publisher.close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

const follow = async (id: string, name: string, identity = identities.get(id)!) => {
  copyFileSync(authority.files.list, join(dir, `${name}.json`));
  const source = await openWhitelistNetwork({
    urls: [publisher.url],
    trustFile: authority.files.trust,
    cacheFile: join(dir, `${name}.json`),
    stateFile: join(dir, `${name}-vu.json`),
    identity,
  });
  closers.push(() => source.close());
  return source;
};
const listening = (id: string) => readAcks(folder).some(({ member, connected }) => member === id && connected);
const whitelist = (...args: string[]) => runCommand(['whitelist', ...args, '--dir', folder]);

it('a revocation that is waited for says who applies it, and in how many milliseconds', async () => {
  await follow('gateway-essai', 'passerelle');
  first = await follow('region-53', 'region');
  await expect.poll(() => listening('gateway-essai') && listening('region-53')).toBe(true);
  const { code, out, err } = await whitelist('revoke', 'consumer-essai', '--reason', 'clé perdue', '--wait', '5s');
  expect([code, err]).toEqual([0, '']);
  for (const id of ['gateway-essai', 'region-53']) {
    expect(Number(new RegExp(`${id} applique la version \\d+ depuis (\\d+) ms`).exec(out)?.[1])).toBeLessThan(1_000);
  }
}, 60_000);

it('a rotation is activated once the member has been seen with its next certificate', async () => {
  const { key, csr } = await makeKeyAndCsr({ commonName: 'suivant', organisation: 'essai' });
  const { certificate } = await authority.rotate('region-53', { csr });
  expect((await whitelist('rotate', 'region-53', '--activate')).code).toBe(1);
  await follow('region-53', 'suivant', { ...identities.get('region-53')!, key, cert: certificate });
  await expect.poll(() => readAcks(folder).some((ack) => ack.fingerprint === fingerprintOf(certificate))).toBe(true);
  const early = await whitelist('rotate', 'region-53', '--activate');
  expect([early.code, early.err]).toEqual([1, expect.stringContaining('se sert encore de l’ancien')]);
  first.close();
  const old = fingerprintOf(identities.get('region-53')!.cert);
  await expect.poll(() => readAcks(folder).some((ack) => ack.fingerprint === old && ack.connected)).toBe(false);
  const activated = await whitelist('rotate', 'region-53', '--activate');
  expect([activated.code, activated.err]).toEqual([0, '']);
  expect(authority.show('region-53').certs.map(({ sha256 }) => sha256)).toEqual([fingerprintOf(certificate)]);
}, 60_000);
