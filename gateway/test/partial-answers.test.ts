import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, regionWithOffers, sendJson } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

// 11: a b c · 24: d · 27: hangs · 28: garbage · 32: other contract · 44: refuses · 52: dead port · 53: cut in mid-answer
// 75: answers more than the bound · 76: unreadable cursors · 84: GraphQL error · 93: no contract header
let nation: Awaited<ReturnType<typeof startTestNation>>;

beforeAll(async () => {
  nation = await startTestNation(
    [
      { codes: ['11'], handler: regionWithOffers('11', ['a', 'c', 'e']) },
      { codes: ['24'], handler: regionWithOffers('24', ['b', 'd']) },
      { codes: ['27'], handler: () => {} },
      { codes: ['28'], handler: (_req, res) => void res.end('<html>') },
      { codes: ['32'], handler: (_req, res) => sendJson(res, { data: { r: null } }, 'another') },
      {
        codes: ['44'],
        handler: (_req, res) =>
          void res.writeHead(403).end('{"errors":[{"message":"non","extensions":{"code":"ROLE"}}]}'),
      },
      { codes: ['52'], handler: () => {}, dead: true },
      {
        codes: ['53'],
        handler: (_req, res) => {
          res.writeHead(200, { 'content-length': '1000' });
          res.write('{"data":');
          setTimeout(() => res.destroy(), 20);
        },
      },
      {
        codes: ['75'],
        handler: (_req, res) => {
          const block = Buffer.alloc(1024 * 1024, 32);
          let left = 40;
          const more = () => {
            if (left-- <= 0 || res.destroyed) res.end();
            else res.write(block, more);
          };
          more();
        },
      },
      {
        codes: ['76'],
        handler: async (req, res) => {
          const { query } = await bodyOf(req);
          const page = { _total: 1, _curseurs: ['nonsense'], _suite: { hasNextPage: false }, _regions: [] };
          sendJson(res, { data: { r: query.includes('rechercherOffres') ? page : null } });
        },
      },
      {
        codes: ['84'],
        handler: (_req, res) =>
          sendJson(res, { data: null, errors: [{ message: 'AUCUNE', extensions: { code: 'AUCUNE_GENERATION' } }] }),
      },
      { codes: ['93'], handler: (_req, res) => sendJson(res, { data: {} }, null) },
    ],
    2_200,
  );
});
afterAll(() => nation?.close());

const SEARCH = `query ($after: String, $n: Int = 20) { page: rechercherOffres(criteres: {}, tri: NOM, first: $n, after: $after) {
  totalCount totalEstComplet noms: nodes { label: nom } nodes { id } curseurs
  pageInfo { hasNextPage hasPreviousPage endCursor } regions { codes statut code totalCount generation }
} }`;

describe('a national search while half the regions fail', () => {
  it('answers with the offers of those that answered, and names each of the others with its status', async () => {
    const { body } = await nation.ask(SEARCH);
    expect(body.errors).toBeUndefined();
    const { page } = body.data;
    expect(page.noms.map((n: { label: string }) => n.label)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(page.nodes.map((n: { id: string }) => n.id)).toEqual(['11-a', '24-b', '11-c', '24-d', '11-e']);
    expect(page.totalCount).toBe(5);
    expect(page.totalEstComplet).toBe(false);
    const statuses = Object.fromEntries(
      page.regions.map((r: { codes: string[]; statut: string; code: string }) => [r.codes[0], `${r.statut} ${r.code}`]),
    );
    expect(statuses).toMatchObject({
      11: 'OK null',
      24: 'OK null',
      27: 'DELAI_DEPASSE DELAI_DEPASSE',
      28: 'ERREUR REPONSE_ILLISIBLE',
      32: 'ERREUR CONTRAT_DIFFERENT',
      44: 'REFUSEE ROLE',
      75: 'ERREUR REPONSE_TROP_GRANDE',
      76: 'ERREUR PAGE_ILLISIBLE',
      84: 'ERREUR AUCUNE_GENERATION',
      93: 'ERREUR CONTRAT_ABSENT',
    });
    expect(statuses[52]).toMatch(/^ERREUR ECONNREFUSED/);
    expect(statuses[53]).toMatch(/^ERREUR /);
    expect(body.extensions.regionsManquantes.map((r: { codes: string[] }) => r.codes[0]).sort()).toEqual([
      '27',
      '28',
      '32',
      '44',
      '52',
      '53',
      '75',
      '76',
      '84',
      '93',
    ]);
  });

  it('walks page by page without losing or repeating an offer', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let i = 0; i < 10; i++) {
      const { body } = await nation.ask(SEARCH, { after, n: 2 });
      seen.push(...body.data.page.nodes.map((n: { id: string }) => n.id));
      if (!body.data.page.pageInfo.hasNextPage) break;
      expect(body.data.page.pageInfo.hasPreviousPage).toBe(after !== null);
      after = body.data.page.pageInfo.endCursor;
    }
    expect(seen).toEqual(['11-a', '24-b', '11-c', '24-d', '11-e']);
  });

  it('refuses a wrong argument by its rule before asking any region', async () => {
    const { body } = await nation.ask(
      '{ rechercherOffres(criteres: {proximite: {latitude: 48, longitude: 2, distanceKm: 1001}}) { totalCount } }',
    );
    expect(body.errors[0].extensions).toMatchObject({ code: 'RG_RECH_05' });
    expect(body.extensions).toBeUndefined();
  });

  it('gathers the sites of a legal entity from every region that has some, and says who did not answer', async () => {
    const { body } = await nation.ask(
      '{ entiteJuridique(idNatStruct: "1750000018") { nom sites: entitesGeographiques { n: nom } regions { codes statut } } }',
    );
    expect(body.data.entiteJuridique.nom).toBe('EJ');
    expect(body.data.entiteJuridique.sites.map((s: { n: string }) => s.n)).toEqual(['Site 11', 'Site 24']);
    expect(body.data.entiteJuridique.regions.filter((r: { statut: string }) => r.statut === 'OK')).toHaveLength(3);
    expect(body.data.entiteJuridique.regions).toHaveLength(12);
  });

  it('joins the legal entity of each offer of a search across regions', async () => {
    const { body } = await nation.ask(
      '{ rechercherOffres(criteres: {}, tri: NOM, first: 1) { nodes { nom entiteJuridique { entitesGeographiques { nom entiteJuridique { nom } } } } } }',
    );
    expect(
      body.data.rechercherOffres.nodes[0].entiteJuridique.entitesGeographiques.map((s: { nom: string }) => s.nom),
    ).toEqual(['Site 11', 'Site 24']);
  });

  it('finds one offer wherever it is, and does not say it is unknown while regions are silent', async () => {
    const found = await nation.ask('{ offre(id: "24-d") { nom region { code } } }');
    expect(found.body.data.offre).toEqual({ nom: 'd', region: { code: '24' } });
    const lost = await nation.ask('{ offre(id: "nowhere") { nom } }');
    expect(lost.body.data.offre).toBeNull();
    expect(lost.body.errors[0].extensions.code).toBe('REPONSE_PARTIELLE');
  });

  it('says of an offer that the perimeter of the asker may hide that it is out of it, and to ask again of nobody', async () => {
    const found = await nation.askFrom24('{ offre(id: "24-d") { nom } }');
    expect(found.body.data.offre).toEqual({ nom: 'd' });
    const elsewhere = await nation.ask('{ offre(id: "11-a") { nom } }');
    expect(elsewhere.body.data.offre).not.toBeNull();
    const answers = [];
    for (const id of ['11-a', 'nowhere']) {
      const { body } = await nation.askFrom24(`{ offre(id: "${id}") { nom } }`);
      expect(body.errors[0].extensions).toMatchObject({ code: 'HORS_PERIMETRE' });
      expect(body.errors[0].extensions.regions).not.toContain('24');
      expect(body.errors[0].message).not.toContain('réessayez');
      const { identifiantRequete: _, ...same } = body.errors[0].extensions;
      answers.push([body.errors[0].message, same]);
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  it('lists every region of the whitelist with its status', async () => {
    const { body } = await nation.ask('{ regions { code nom statut } }');
    expect(body.data.regions).toHaveLength(12);
    expect(body.data.regions.find((r: { code: string }) => r.code === '27')).toMatchObject({
      nom: 'Bourgogne-Franche-Comté',
      statut: expect.stringMatching(/^(DELAI_DEPASSE|ERREUR)$/),
    });
  });

  it('honours the deadline a client asks for', async () => {
    const start = performance.now();
    const { body } = await nation.ask(SEARCH, {}, { 'x-request-timeout': '300' });
    expect(performance.now() - start).toBeLessThan(1_200);
    expect(body.data.page.nodes.length).toBeGreaterThan(0);
  });

  it('asks no region outside the perimeter of the client, and says so of each', async () => {
    const { body } = await nation.askFrom24(SEARCH);
    const { page } = body.data;
    expect(page.nodes.map((n: { id: string }) => n.id)).toEqual(['24-b', '24-d']);
    expect(page.totalEstComplet).toBe(false);
    const others = page.regions.filter((r: { codes: string[] }) => r.codes[0] !== '24');
    expect(new Set(others.map((r: { statut: string; code: string }) => `${r.statut} ${r.code}`))).toEqual(
      new Set(['REFUSEE HORS_PERIMETRE']),
    );
    const site = await nation.askFrom24(
      '{ entiteJuridique(idNatStruct: "1750000018") { entitesGeographiques { nom } } }',
    );
    expect(site.body.data.entiteJuridique.entitesGeographiques).toEqual([{ nom: 'Site 24' }]);
  });

  it('names a region that the list suspends, and one to which it gives no address, and asks neither', async () => {
    const { authority, gateway } = nation;
    const before = gateway.regions;
    const idOf = (code: string) => authority.list().find(({ regions }) => regions.includes(code))!.id;
    await authority.suspend(idOf('11'), 'incident');
    await authority.setEndpoints(idOf('24'), []);
    await expect.poll(() => gateway.regions).toBe(before - 2);
    const { body } = await nation.ask(SEARCH);
    const of = (code: string) => body.data.page.regions.find((r: { codes: string[] }) => r.codes[0] === code);
    expect(of('11')).toMatchObject({ code: 'SUSPENDUE' });
    expect(of('24')).toMatchObject({ code: 'SANS_ADRESSE' });
    expect(body.data.page.totalEstComplet).toBe(false);
    expect(body.extensions.regionsManquantes.map((r: { codes: string[] }) => r.codes[0])).toEqual(
      expect.arrayContaining(['11', '24']),
    );
    const again = await nation.ask(SEARCH);
    expect(again.body.data.page.regions.find((r: { codes: string[] }) => r.codes[0] === '11').code).toBe('SUSPENDUE');
  });
});
