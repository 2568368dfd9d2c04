import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Authority, makeKeyAndCsr } from '@inter-ror/whitelist';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nation, runCommand, startNation } from './support/nation.js';

/** One establishment of Brest, which shrinks an invented Bretagne to almost nothing. */
const BREST = fileURLToPath(new URL('../packages/csd/test/fixtures/complet.xml', import.meta.url));
const COUNT = '{ regions { codes nombreOffres } }';

const dir = mkdtempSync(join(tmpdir(), 'ir-kept-'));
const folder = join(dir, 'nation');
let nation: Nation;

beforeAll(async () => {
  nation = await startNation(['--offers', '600', '--dir', folder]);
}, 240_000);
afterAll(async () => {
  await nation?.stop();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

describe('a demo in a folder that is kept', () => {
  it('keeps it for itself: a second one is told by whom it is held, with code 2, and the first goes on', async () => {
    const second = await runCommand(['demo', '--dir', folder]);
    expect(second.code).toBe(2);
    expect(second.err).toContain(`DOSSIER_OCCUPE : une démonstration tourne déjà dans ${folder}`);
    expect(second.err).toContain(`processus ${nation.ready.pids[0]}`);
    expect((await nation.ask(COUNT)).body.data.regions).toHaveLength(17);
  }, 60_000);

  it('is found by a bare « ask », although its ready file was asked for elsewhere', async () => {
    const { code, out } = await runCommand(['ask', 'IRM', '-n', '1'], {
      env: { ...process.env, HOME: nation.dir },
    });
    expect(code).toBe(0);
    expect(out).toContain('17 instances régionales ont répondu');
    expect(nation.printed()).toMatch(/inter-ror ask "IRM cardiaque près de Quimper"\n/);
  }, 60_000);

  it('is left whole by a fault: another start takes up its authority, its members and those enrolled since', async () => {
    const authority = Authority.open(nation.ready.whitelist.dir);
    const { csr } = await makeKeyAndCsr({ commonName: 'SAMU 29', organisation: 'CHU inventé' });
    const { id } = await authority.enroll({
      csr,
      kind: 'consumer',
      label: 'SAMU 29',
      regionCodes: [],
      profile: 1,
      perimeter: ['*'],
      endpoints: [],
    });
    await authority.approve(id, 'essai');
    const [region, client] = ['region-53.pem', 'client.pem'].map((name) => join(folder, 'membres', name));
    const before = readFileSync(region!, 'utf8');
    writeFileSync(client!, 'plus un certificat');
    await nation.kill();

    nation = await startNation(['--offers', '600', '--dir', folder, '--export', `53=${BREST}`]);
    expect(nation.printed()).toContain('autorité reprise du dossier ; 25 membres repris, 1 inscrits à neuf');
    expect(authority.show(id).status).toBe('active');
    expect(readFileSync(region!, 'utf8')).toBe(before);
    const clients = authority.list().filter(({ label }) => label === 'client de démonstration');
    expect(clients.map(({ status }) => status).sort()).toEqual(['active', 'revoked']);
    const { regions } = (await nation.ask(COUNT)).body.data as { regions: { codes: string[]; nombreOffres: number }[] };
    expect(regions.find(({ codes }) => codes.includes('53'))!.nombreOffres).toBeLessThan(10);
  }, 240_000);
});
