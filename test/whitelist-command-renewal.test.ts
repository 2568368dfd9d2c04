import { type ChildProcess, fork } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf } from '@inter-ror/mutual-tls';
import { Authority, makeKeyAndCsr, readAcks, startPublisher } from '@inter-ror/whitelist';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { COMMAND, post, runCommand } from './support/nation.js';

const dir = mkdtempSync(join(tmpdir(), 'ir-renewal-'));
const folder = join(dir, 'autorite');
const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

const at = (name: string) => join(dir, name);
const put = (name: string, content: string) => {
  writeFileSync(at(`${name}.new`), content, { mode: 0o600 });
  renameSync(at(`${name}.new`), at(name));
};

async function serve(verb: 'gateway' | 'adapter', yaml: string): Promise<string> {
  writeFileSync(at(`${verb}.yaml`), yaml);
  const child: ChildProcess = fork(COMMAND, [verb, 'serve', '--config', at(`${verb}.yaml`)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const exit = new Promise((resolve) => child.once('exit', resolve));
  ends.push(() => {
    child.kill('SIGTERM');
    return exit;
  });
  return new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { url: string }).url));
    child.once('exit', () => reject(new Error(printed)));
  });
}

it('a gateway and a region take their renewed certificates while they serve, and the former ones are withdrawn', async () => {
  const authority = await Authority.init({ dir: folder, instance: 'ESSAI' });
  const admit = async (kind: 'gateway' | 'consumer' | 'region' | 'authority', more = {}) => {
    const { key, csr } = await makeKeyAndCsr({ commonName: kind, organisation: 'essai' });
    const wish = { csr, kind, label: 'essai', profile: 1, perimeter: ['*'], endpoints: ['https://127.0.0.1'], ...more };
    const { id } = await authority.enroll(wish);
    const { certificate } = await authority.approve(id, 'A. Martin');
    put(`${kind}.key`, key);
    put(`${kind}.pem`, certificate);
    return { id, key, cert: certificate, ca: [readFileSync(authority.files.ca, 'utf8')] };
  };
  const own = await admit('authority');
  const consumer = await admit('consumer');
  const members = [await admit('gateway'), await admit('region', { regionCodes: ['53'] })];
  const publisher = await startPublisher({
    authorityDir: folder,
    listen: { host: '127.0.0.1', port: 0 },
    identity: own,
    logger: pino({ level: 'silent' }),
  });
  ends.push(() => publisher.close());
  await authority.setEndpoints(own.id, [publisher.url]);
  const common = (kind: string) => {
    copyFileSync(authority.files.list, at(`${kind}.json`));
    return `ecoute: { port: 0 }
identite: { cle: ${kind}.key, certificat: ${kind}.pem, autorites: autorite/ca.pem, crl: [igc.crl] }
listeBlanche: { fichier: ${kind}.json, confiance: autorite/trust.json, etat: ${kind}-vu.json, publication: '${publisher.url}' }
`;
  };
  const region = await serve(
    'adapter',
    `region: { codes: ["53"], nom: Bretagne, solution: IR }\ndonnees: donnees\n${common('region')}`,
  );
  await authority.setEndpoints('region-53', [region]);
  const gateway = await serve('gateway', common('gateway'));
  const agent = new Agent({ keepAlive: true, ...consumer, ca: consumer.ca, checkServerIdentity: () => undefined });
  ends.push(() => agent.destroy());
  const asked: Promise<string>[] = [];
  const ask = async () => {
    const { status, body } = await post(`${gateway}/graphql`, agent, '{ regions { code statut } }');
    return status === 200 && body.errors === undefined ? 'ok' : JSON.stringify(body);
  };
  const load = setInterval(() => asked.push(ask().catch(String)), 50);
  ends.push(() => clearInterval(load));

  for (const { id, cert } of members) {
    const kind = id.startsWith('gateway') ? 'gateway' : 'region';
    const { key, csr } = await makeKeyAndCsr({ commonName: kind, organisation: 'essai' });
    writeFileSync(at('suivant.csr'), csr);
    const rotated = await runCommand(['whitelist', 'rotate', id, '--csr', at('suivant.csr'), '--dir', folder]);
    expect(rotated.code).toBe(0);
    const next = readFileSync(authority.files.nextCertificate(id), 'utf8');
    put(`${kind}.key`, key);
    put(`${kind}.pem`, next);
    const seen = (pem: string) =>
      readAcks(folder).some((ack) => ack.connected && ack.fingerprint === fingerprintOf(pem));
    await expect.poll(() => [seen(next), seen(cert)], { timeout: 15_000 }).toEqual([true, false]);
    const activated = await runCommand(['whitelist', 'rotate', id, '--activate', '--dir', folder]);
    expect([activated.err, activated.code]).toEqual(['', 0]);
  }
  const { version } = JSON.parse(readFileSync(authority.files.state, 'utf8'));
  await expect
    .poll(() => readAcks(folder).filter((ack) => ack.connected && ack.version === version).length, { timeout: 15_000 })
    .toBe(2);
  // Across the new certificates of both, the gateway reads what the adapter says: it has nothing loaded.
  const search = '{ rechercherOffres(criteres: {}) { regions { code statut } } }';
  const { body } = await post(`${gateway}/graphql`, agent, search);
  expect(body.data?.rechercherOffres.regions, JSON.stringify(body)).toEqual([
    { code: 'AUCUNE_GENERATION', statut: 'ERREUR' },
  ]);
  clearInterval(load);
  const outcomes = await Promise.all(asked);
  expect(outcomes.length).toBeGreaterThan(10);
  expect(outcomes.filter((outcome) => outcome !== 'ok')).toEqual([]);
}, 90_000);
