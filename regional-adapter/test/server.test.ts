import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { empreinteContrat } from '@inter-ror/exposure-model';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { charger } from '@inter-ror/regional-adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from './server-harness.js';

let network: Awaited<ReturnType<typeof openNetwork>>;
let client: TlsIdentity;

beforeAll(async () => {
  network = await openNetwork();
  client = await network.admit('consumer', 'client');
});
afterAll(() => network?.close());

async function until(condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not so after ${ms} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const COUNT = '{ rechercherOffres(criteres: {}, first: 1) { totalCount regions { generation statut totalCount } } }';

describe('an adapter on real sockets', () => {
  it('says that it has nothing to serve until an export is loaded, then serves it', async () => {
    const adapter = await network.start();
    const { ask, get } = network.asker(adapter, client);
    const before = await ask(COUNT);
    expect(before.body.errors[0].extensions).toEqual({ code: 'AUCUNE_GENERATION' });
    expect(await get('/readyz')).toMatchObject({ status: 503, body: { statut: 'AUCUNE_GENERATION' } });
    expect(await get('/livez')).toMatchObject({ status: 200, body: { statut: 'OK' } });
    expect(adapter.generation()).toBeUndefined();

    const rapport = await adapter.recharger(network.writeExport('a.xml', 30));
    expect(rapport).toMatchObject({ statut: 'CHARGE', offres: 30 });
    const after = await ask(COUNT);
    expect(after.body.data.rechercherOffres).toMatchObject({
      totalCount: 30,
      regions: [{ statut: 'OK', totalCount: 30 }],
    });
    expect(await get('/readyz')).toMatchObject({ status: 200, body: { statut: 'OK', nombreOffres: 30 } });
    expect(adapter.generation()).toMatchObject({ numero: 1, nombreOffres: 30 });
  });

  it('loads the configured file at the start, and serves it at once after a restart', async () => {
    const fichier = network.writeExport('b.xml', 25);
    const storeDir = join(network.dir, 'store-b');
    const first = await network.start({ storeDir, source: { fichier } });
    await first.demarrage;
    expect(first.generation()?.nombreOffres).toBe(25);
    await first.close(50);
    const second = await network.start({ storeDir, source: { fichier } });
    expect(second.generation()?.numero).toBe(1);
    await second.demarrage;
    expect(second.generation()?.numero).toBe(1);
  });

  it('serves a watched file again when it is replaced, and what another process loads beside it', async () => {
    const fichier = network.writeExport('c.xml', 20);
    const storeDir = join(network.dir, 'store-c');
    const adapter = await network.start({ storeDir, source: { fichier, surveiller: true } });
    await adapter.demarrage;
    renameSync(network.writeExport('c2.xml', 22, 2), fichier);
    await until(() => adapter.generation()?.nombreOffres === 22);
    await charger({ storeDir, fichier: network.writeExport('c3.xml', 24, 3), codesRegion: ['53'] });
    await until(() => adapter.generation()?.nombreOffres === 24);
  });

  it('keeps what it serves when a load fails or shrinks the region too much, unless forced', async () => {
    const adapter = await network.start();
    const { ask, get } = network.asker(adapter, client);
    await adapter.recharger(network.writeExport('d.xml', 40));
    const petit = network.writeExport('d-petit.xml', 10, 2);
    await expect(adapter.recharger(petit)).rejects.toMatchObject({ code: 'REDUCTION_REFUSEE' });
    await expect(adapter.recharger(join(network.dir, 'absent.xml'))).rejects.toMatchObject({
      code: 'FICHIER_INTROUVABLE',
    });
    expect((await get('/readyz')).body).toMatchObject({ statut: 'OK', dernierEchec: 'FICHIER_INTROUVABLE' });
    expect((await ask(COUNT)).body.data.rechercherOffres.totalCount).toBe(40);
    await adapter.recharger(petit, { forcer: true });
    expect((await ask(COUNT)).body.data.rechercherOffres.totalCount).toBe(10);
  });

  it('answers every request whole while generations are swapped', async () => {
    const adapter = await network.start();
    const { ask } = network.asker(adapter, client);
    const exports = [network.writeExport('e1.xml', 50, 1), network.writeExport('e2.xml', 60, 2)];
    await adapter.recharger(exports[0]!);
    let loading = true;
    const asked = (async () => {
      const seen = new Set<string>();
      while (loading) {
        const answers = await Promise.all(
          [
            COUNT,
            '{ rechercherOffres(criteres: {}, first: 200) { totalCount nodes { id } regions { generation } } }',
          ].map((query) => ask(query)),
        );
        for (const { body } of answers) {
          expect(body.errors).toBeUndefined();
          const { totalCount, nodes, regions } = body.data.rechercherOffres;
          const [generation] = regions;
          expect(totalCount).toBe(Number(generation.generation.split('-')[0]) % 2 === 1 ? 50 : 60);
          if (nodes) expect(nodes).toHaveLength(totalCount);
          seen.add(generation.generation);
        }
      }
      return seen;
    })();
    for (let n = 1; n < 3; n++) await adapter.recharger(exports[n % 2]!);
    loading = false;
    expect((await asked).size).toBeGreaterThan(1);
  });

  it('gives its contract digest on every answer, JSON errors, and no name of its machinery', async () => {
    const adapter = await network.start();
    const { get, ask } = network.asker(adapter, client);
    const answers = [
      await get('/livez'),
      await get('/readyz'),
      await get('/ailleurs'),
      await ask('{ regions { code } }'),
    ];
    for (const { headers } of answers) {
      expect(headers['x-inter-ror-contrat']).toBe(empreinteContrat);
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    expect(answers[2]).toMatchObject({ status: 404, body: { errors: [{ extensions: { code: 'ADRESSE_INCONNUE' } }] } });
  });

  it('refuses who has no profile or asks out of its perimeter, and says why', async () => {
    const adapter = await network.start();
    await adapter.recharger(network.writeExport('f.xml', 5));
    const members = {
      sansProfil: await network.admit('consumer', 'sans profil', { profile: null }),
      ailleurs: await network.admit('consumer', 'ailleurs', { perimeter: ['11'] }),
      passerelle: await network.admit('gateway', 'passerelle', { profile: null }),
    };
    await until(
      async () =>
        (await network
          .asker(adapter, members.passerelle)
          .get('/livez')
          .catch(() => null)) !== null,
    );
    for (const [identity, code] of [
      [members.sansProfil, 'PROFIL_ABSENT'],
      [members.ailleurs, 'HORS_PERIMETRE'],
    ] as const) {
      const { status, body } = await network.asker(adapter, identity).ask(COUNT);
      expect(status).toBe(403);
      expect(body).toMatchObject({ errors: [{ extensions: { code } }] });
      expect(JSON.stringify(body)).not.toContain('totalCount');
      expect(network.journal.some((line) => line.includes(code))).toBe(true);
    }
    const { body } = await network.asker(adapter, members.passerelle).ask(COUNT);
    expect(body.data.rechercherOffres.totalCount).toBe(5);
  });

  it('gives the same answer by compiled selections and by graphql-js alone', async () => {
    const fichier = network.writeExport('g.xml', 60);
    const adapters = [await network.start(), await network.start({ moteur: 'graphql-js' })];
    const query = `query ($c: CriteresRecherche!, $n: Int) { rechercherOffres(criteres: $c, first: $n, tri: NOM) {
      totalCount curseurs pageInfo { endCursor hasNextPage }
      nodes { id nom distanceKm region { nom code nombreOffres } champActivite { code libelle statut }
        entiteGeographique { nom numFINESS siret categorieEG { libelle } entiteJuridique { numFINESS } }
        pole { nom niveau offres { id } } professionnels { rpps nomFamille situations { offre { nom } } }
        activitesDetaillees { activite { libelle } horaires { jours debut } } adresse { codePostal communeINSEE } } } }`;
    const answers: unknown[] = [];
    for (const adapter of adapters) {
      await adapter.recharger(fichier);
      const { ask } = network.asker(adapter, client);
      for (const c of [{}, { nom: 'cardio' }, { proximite: { commune: '29019', distanceKm: 100 } }]) {
        const { body } = await ask(query, { c, n: 20 });
        expect(body.errors).toBeUndefined();
        answers.push(body);
      }
    }
    expect(answers.slice(0, 3)).toEqual(answers.slice(3));
  });

  it('lets a request in flight end when it closes, and abandons a load under way', async () => {
    const adapter = await network.start();
    await adapter.recharger(network.writeExport('h.xml', 40));
    const { ask, askInTwo } = network.asker(adapter, client);
    const loading = adapter.recharger(network.writeExport('h2.xml', 400, 2)).catch((error) => error);
    const { rest, answer } = askInTwo('{ rechercherOffres(criteres: {}, first: 40) { nodes { id } } }');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const closed = adapter.close(5_000);
    rest();
    expect((await answer).body.data.rechercherOffres.nodes).toHaveLength(40);
    await closed;
    const outcome = await loading;
    expect(outcome.code ?? outcome.statut).toMatch(/ABANDONNE|CHARGE/);
    await expect(ask(COUNT)).rejects.toThrow();
  });
});
