import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { AuditEvent } from '@inter-ror/audit';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import type { RegionalAdapter } from '@inter-ror/regional-adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPPOSES, regionContrastee } from './access-region.js';
import { openNetwork } from './server-harness.js';

let network: Awaited<ReturnType<typeof openNetwork>>;
let client: TlsIdentity;

beforeAll(async () => {
  network = await openNetwork();
  // Open data: even a member of the narrowest profile, of no perimeter, reads it.
  client = await network.admit('consumer', 'curieux', { profile: null, perimeter: [] });
});
afterAll(() => network?.close());

async function until<T>(lire: () => Promise<T>, bon: (lu: T) => boolean): Promise<T> {
  const fin = Date.now() + 25_000;
  for (;;) {
    const lu = await lire();
    if (bon(lu)) return lu;
    if (Date.now() > fin) throw new Error(`jamais : ${JSON.stringify(lu)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function telecharger(adapter: RegionalAdapter, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; octets: Buffer }>((resolve, reject) => {
    const agent = new Agent({ key: client.key, cert: client.cert, ca: [...client.ca] });
    const req = request(`${adapter.url}/export/public.xml.gz`, { method, agent }, (res) => {
      const morceaux: Buffer[] = [];
      res.on('data', (m: Buffer) => void morceaux.push(m));
      res.on('end', () => {
        agent.destroy();
        resolve({ status: res.statusCode!, headers: res.headers, octets: Buffer.concat(morceaux) });
      });
      res.on('error', reject);
    });
    req.on('error', reject).end();
  });
}

describe('The open-data file of a region', () => {
  it('is refused while nothing is loaded, then told, written once and given to any listed member', async () => {
    const journal: AuditEvent[] = [];
    const adapter = await network.start({ onAccess: (event) => void journal.push(event) });
    const { get } = network.asker(adapter, client);
    expect(await get('/export/public.json')).toMatchObject({
      status: 503,
      body: { errors: [{ extensions: { code: 'AUCUNE_GENERATION' } }] },
    });
    expect((await telecharger(adapter)).status).toBe(503);
    await adapter.recharger(network.writeRegion('a.xml', regionContrastee(40, 2)));
    const premiere = await get('/export/public.json');
    expect(premiere).toMatchObject({ status: 202, body: { statut: 'EN_PREPARATION', codes: ['53'] } });
    const { body } = await until(
      () => get('/export/public.json'),
      ({ status }) => status === 200,
    );
    expect(body.generation).toMatch(/^1-/);
    const { status, headers, octets } = await telecharger(adapter);
    expect(status).toBe(200);
    expect(octets.length).toBe(body.octets);
    expect(createHash('sha256').update(octets).digest('hex')).toBe(body.sha256);
    expect(headers).toMatchObject({ 'content-type': 'application/gzip', etag: `"${body.sha256}"` });
    expect(headers['content-disposition']).toContain('ror-53-public.xml.gz');
    expect(gunzipSync(octets).toString()).toContain('<facilityDirectory>');
    const entete = await telecharger(adapter, 'HEAD');
    expect(entete.octets).toHaveLength(0);
    expect(entete.headers['content-length']).toBe(String(body.octets));
    await until(
      async () => journal.length,
      (lignes) => lignes === 2,
    );
    expect(journal).toMatchObject(
      ['AUCUNE_GENERATION', 'SERVI'].map((decision) => ({
        actor: 'consumer-curieux',
        action: 'acces',
        after: {
          profil: -1,
          decision,
          objets: ['export:53'],
          dureeMs: expect.any(Number),
          requete: expect.any(String),
        },
      })),
    );
  });

  it('stays for the month, and follows each load when configured so', async () => {
    const exports = [regionContrastee(40, 2), regionContrastee(44, 3)].map((r, i) =>
      network.writeRegion(`m${i}.xml`, r),
    );
    for (const [rythmeExport, attendue] of [
      ['mensuel', /^1-/],
      ['generation', /^2-/],
    ] as const) {
      const adapter = await network.start({ rythmeExport });
      const { get } = network.asker(adapter, client);
      await adapter.recharger(exports[0]!);
      await telecharger(adapter);
      await adapter.recharger(exports[1]!);
      const { body } = await until(
        () => get('/export/public.json'),
        ({ body }) => body.statut === 'OK' && attendue.test(body.generation),
      );
      expect(body.generation).toMatch(attendue);
    }
  });

  it('is taken up after a restart, and its former files are removed', async () => {
    const storeDir = mkdtempSync(join(network.dir, 'store-'));
    const avant = await network.start({ storeDir, rythmeExport: 'generation' });
    await avant.recharger(network.writeRegion('r.xml', regionContrastee(40, 2)));
    await telecharger(avant);
    await avant.recharger(network.writeRegion('r2.xml', regionContrastee(44, 3)));
    const { get } = network.asker(avant, client);
    const { body } = await until(
      () => get('/export/public.json'),
      ({ body }) => body.generation?.startsWith('2-'),
    );
    await avant.close(50);
    expect(readdirSync(join(storeDir, 'export')).sort()).toEqual(
      ['public.json', `public-${body.sha256.slice(0, 16)}.xml.gz`].sort(),
    );
    const apres = await network.start({ storeDir, rythmeExport: 'generation' });
    expect(await network.asker(apres, client).get('/export/public.json')).toMatchObject({ status: 200, body });
  });

  it('is never given again as it was once somebody refuses public diffusion', async () => {
    const dossier = mkdtempSync(join(network.dir, 'oppositions-'));
    mkdirSync(dossier, { recursive: true });
    const oppositions = join(dossier, 'oppositions.csv');
    writeFileSync(oppositions, '');
    const adapter = await network.start({ oppositions });
    await adapter.recharger(network.writeRegion('o.xml', regionContrastee(40, 2)));
    await adapter.demarrage;
    const oppose = [...OPPOSES.keys()][0]!;
    const texte = async () => gunzipSync((await telecharger(adapter)).octets).toString();
    expect(await texte()).toContain(oppose);
    writeFileSync(oppositions, `${oppose};2026-03-01\n`);
    await until(
      async () => network.journal.some((ligne) => ligne.includes('refus de diffusion relus')),
      (relus) => relus,
    );
    expect(await texte()).not.toContain(oppose);
  });
});
