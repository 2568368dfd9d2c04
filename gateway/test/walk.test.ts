import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecrireCsd } from '@inter-ror/csd';
import { genererInstance, INSTANCES } from '@inter-ror/demo-nation';
import type { Enregistrement } from '@inter-ror/exposure-model';
import type { AdmissionSource, TlsIdentity } from '@inter-ror/mutual-tls';
import { type RegionalAdapter, startAdapter } from '@inter-ror/regional-adapter';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestNation } from './support/test-nation.js';

const NATION_OFFERS = 31_000;
const CODES = ['11', '53', '84'] as const;
const PAGE = 200;
const SEARCH = `query ($after: String, $tri: TriOffres = NOM, $criteres: CriteresRecherche = {}) {
  rechercherOffres(criteres: $criteres, tri: $tri, first: ${PAGE}, after: $after) {
    totalCount totalEstComplet nodes { id } pageInfo { endCursor hasNextPage } regions { codes statut generation } } }`;

interface Region {
  code: string;
  adapter: RegionalAdapter;
  start(): Promise<RegionalAdapter>;
  ids: string[];
}

const dir = mkdtempSync(join(tmpdir(), 'ir-walk-'));
const regions = new Map<string, Region>();
let nation: Awaited<ReturnType<typeof startTestNation>>;

const rankOf = (id: string) => Number(/\d+$/.exec(id)![0]) % 20;
/** Offers that only the generations after the first have, and those that only the first has. */
const comes = (id: string) => rankOf(id) === 3;
const goes = (id: string) => rankOf(id) === 7;

function writeExport(code: string, generation: string, kept: (id: string) => boolean): string {
  const records = genererInstance({
    instance: INSTANCES.find(({ codes }) => codes.includes(code))!,
    nombreOffres: NATION_OFFERS,
  });
  const file = join(dir, `${code}-${generation}.xml`);
  const isOffer = ({ sorte, valeur }: Enregistrement) => sorte === 'organisationInterne' && valeur.id.includes('-UE-');
  const held = [...records].filter((record) => !isOffer(record) || kept(record.valeur.id));
  writeFileSync(file, [...ecrireCsd(held)].join(''));
  const ids = held.filter(isOffer).map(({ valeur }) => valeur.id);
  regions.set(code, { ...regions.get(code)!, code, ids });
  return file;
}

async function serve(code: string, identity: TlsIdentity, admission: AdmissionSource): Promise<string> {
  const fichier = writeExport(code, 'first', (id) => !comes(id));
  const start = async () => {
    const adapter = await startAdapter({
      codes: [code],
      nom: code,
      solution: null,
      storeDir: join(dir, `store-${code}`),
      source: { fichier },
      listen: { host: '127.0.0.1', port: 0 },
      identity,
      admission,
      logger: pino({ level: 'silent' }),
    });
    await adapter.demarrage;
    return adapter;
  };
  const adapter = await start();
  regions.set(code, { ...regions.get(code)!, adapter, start });
  return adapter.url;
}

beforeAll(async () => {
  const scripts = CODES.map((code) => ({
    codes: [code],
    serve: (identity: TlsIdentity, source: AdmissionSource) => serve(code, identity, source),
  }));
  nation = await startTestNation(scripts, 5_000);
}, 120_000);
afterAll(async () => {
  await nation?.close();
  for (const { adapter } of regions.values()) await adapter.close(50);
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

async function page(after: string | null, more = {}) {
  const { body } = await nation.ask(SEARCH, { after, ...more }, { 'x-request-timeout': '5000' });
  return body;
}

const complete = (body: Awaited<ReturnType<typeof page>>) => body.data?.rechercherOffres.totalEstComplet === true;

describe('walking ten thousand offers while regions load new generations', () => {
  it('loses no offer and repeats none of those that stay, and sees a region that comes back', async () => {
    const before = [...regions.values()].flatMap(({ ids }) => ids);
    const seen: string[] = [];
    const generations = new Set<string>();
    let loading: Promise<unknown> = Promise.resolve();
    let after: string | null = null;
    let body = await page(after);
    expect(body.data.rechercherOffres.totalCount).toBe(before.length);
    expect(before.length).toBeGreaterThan(10_000);
    for (let rank = 0; ; rank++) {
      if (rank % 15 === 5) {
        const code = CODES[((rank - 5) / 15) % CODES.length]!;
        const file = writeExport(code, 'second', (id) => !goes(id));
        loading = loading.then(() => regions.get(code)!.adapter.recharger(file));
      }
      if (rank === 30) {
        await loading;
        const down = regions.get('53')!;
        await down.adapter.close(50);
        const without = await page(after);
        expect(without.data.rechercherOffres.totalEstComplet).toBe(false);
        expect(
          without.data.rechercherOffres.regions.find((r: { codes: string[] }) => r.codes[0] === '53').statut,
        ).not.toBe('OK');
        down.adapter = await down.start();
        await nation.move('53', down.adapter.url);
        await expect.poll(async () => complete(await page(after)), { timeout: 30_000 }).toBe(true);
        body = await page(after);
      }
      const { nodes, pageInfo, regions: said } = body.data.rechercherOffres;
      seen.push(...nodes.map(({ id }: { id: string }) => id));
      for (const { codes, generation } of said) generations.add(`${codes[0]} ${generation}`);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
      body = await page(after);
      expect(complete(body)).toBe(true);
    }
    await loading;
    expect(seen.length).toBe(new Set(seen).size);
    const stays = before.filter((id) => !goes(id));
    const held = new Set(seen);
    expect(stays.filter((id) => !held.has(id))).toEqual([]);
    const known = new Set([...before, ...[...regions.values()].flatMap(({ ids }) => ids)]);
    expect(seen.filter((id) => !known.has(id))).toEqual([]);
    expect(generations.size).toBeGreaterThan(CODES.length);
    expect(seen.some(comes)).toBe(true);
  }, 120_000);

  it('refuses by name a cursor from elsewhere, altered, or of another sort', async () => {
    const { endCursor } = (await page(null)).data.rechercherOffres.pageInfo;
    const codeOf = async (after: string, more = {}) => (await page(after, more)).errors[0].extensions.code;
    expect(await codeOf(`${endCursor.slice(0, 20)}${endCursor[20] === 'A' ? 'B' : 'A'}${endCursor.slice(21)}`)).toBe(
      'CURSEUR_INVALIDE',
    );
    expect(await codeOf('bm9uIQ')).toBe('CURSEUR_INVALIDE');
    expect(await codeOf(endCursor, { tri: 'MISE_A_JOUR' })).toBe('CURSEUR_AUTRE_TRI');
    expect(await codeOf(endCursor, { criteres: { texte: 'cardiologie' } })).toBe('CURSEUR_AUTRE_RECHERCHE');
  });
});
