import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { champDe, decider, type Niveau, niveauDuCode, type Profil } from '@inter-ror/access-policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPages } from './support/markdown.js';
import { type Nation, post, runCommand, startNation } from './support/nation.js';

/** A CSD document written by hand: every optional element, prefixed namespaces, comments, CDATA, attributes in any order. */
const HAND_WRITTEN = fileURLToPath(new URL('../packages/csd/test/fixtures/complet.xml', import.meta.url));

/** The longest deadline that a client may ask for. */
const PATIENT = { 'x-request-timeout': '5000' };

/** What is asked of an offer to compare what each profile sees of it. */
interface Offer {
  id: string;
  uniteSensible: boolean | null;
  champActivite: { code: string };
  actesSpecifiques: object[];
  equipements: object[];
  capaciteCrise: object | null;
  capaciteAccueil: { lits: { total: number | null; disponibles: number | null } | null } | null;
  entiteGeographique: { id: string; zonePoser: boolean | null };
  contacts: { niveauConfidentialite: Coded; telecommunications: { niveauConfidentialite: Coded | null }[] }[];
}
type Coded = { code: string };

/** An offer as a profile sees it, datum by datum, by the one decision; none when it does not see it. */
function filtered(offer: Offer, profil: Profil): Offer[] {
  const carrier = { sensible: offer.uniteSensible === true, champ: champDe([offer.champActivite.code]), oppose: false };
  const sees = (champ: string, ...niveaux: Niveau[]) =>
    decider({ champ, niveaux }, carrier, { profil, perimetre: ['*'] }).visible;
  if (!sees('Offre.id')) return [];
  const level = ({ niveauConfidentialite }: { niveauConfidentialite: Coded | null }, byDefault: Niveau): Niveau =>
    niveauConfidentialite === null ? byDefault : niveauDuCode(niveauConfidentialite.code);
  const { lits } = offer.capaciteAccueil ?? {};
  return [
    {
      ...offer,
      uniteSensible: sees('Offre.uniteSensible') ? offer.uniteSensible : null,
      actesSpecifiques: sees('Offre.actesSpecifiques') ? offer.actesSpecifiques : [],
      equipements: sees('Offre.equipements') ? offer.equipements : [],
      capaciteCrise: sees('Offre.capaciteCrise') ? offer.capaciteCrise : null,
      capaciteAccueil: offer.capaciteAccueil && {
        lits: lits ? { total: lits.total, disponibles: sees('Capacite.disponibles') ? lits.disponibles : null } : null,
      },
      entiteGeographique: {
        ...offer.entiteGeographique,
        zonePoser: sees('EntiteGeographique.zonePoser') ? offer.entiteGeographique.zonePoser : null,
      },
      contacts: offer.contacts
        .filter((contact) => sees('Contact.nom', level(contact, 3)))
        .map((contact) => ({
          ...contact,
          telecommunications: contact.telecommunications.filter((line) =>
            sees('Telecommunication.adresse', level(contact, 3), level(line, level(contact, 3))),
          ),
        })),
    },
  ];
}

let nation: Nation;

beforeAll(async () => {
  nation = await startNation(['--offers', '3000', '--seed', '5', '--export', `94=${HAND_WRITTEN}`, '--force']);
}, 180_000);
afterAll(async () => {
  await nation?.stop();
}, 60_000);

describe('the demo nation', () => {
  it('answers the question of the README by its command', async () => {
    const { code, out, err } = await runCommand([
      'ask',
      'IRM cardiaque près de Quimper',
      '--ready-file',
      nation.readyFile,
    ]);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('Compris : « IRM cardiaque », à 50 km au plus de Quimper (29).');
    expect(out).toMatch(/km · .*Quimper.*Bretagne/);
    expect(out).toMatch(/^\d+ instances? régionales? (a|ont) répondu/m);
  });

  it('gives what ask reads as JSON too, sorted by distance', async () => {
    const { out } = await runCommand([
      'ask',
      'scanner autour de Lyon à moins de 150 km',
      '--json',
      '--first',
      '50',
      '--ready-file',
      nation.readyFile,
    ]);
    const page = JSON.parse(out);
    const distances = page.nodes.map((n: { distanceKm: number }) => n.distanceKm);
    expect(distances.length).toBeGreaterThan(0);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(Math.max(...distances)).toBeLessThanOrEqual(150);
  });

  it('tells which commune of a name was taken and how to take another, and refuses a place that nothing has', async () => {
    const ask = (question: string) => runCommand(['ask', question, '-n', '1', '--ready-file', nation.readyFile]);
    const shared = await ask('urgences près de Saint-Denis');
    expect(shared.out).toMatch(/Compris : .* de Saint-Denis \(974\)\.\nOu bien : « Saint-Denis \(93\) »/);
    expect((await ask('urgences près de Saint-Denis (93)')).out).toContain('de Saint-Denis (93).\n');
    const unknown = await ask('urgences près de Quimpper');
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err).toContain('Vouliez-vous Quimper (29) ?');
    expect(await ask('')).toMatchObject({ code: 2, err: expect.stringContaining('Dites ce que vous cherchez') });
  }, 60_000);

  it('answers what the page of integrators says to paste', async () => {
    const { blocks } = readPages().find(({ path }) => path === 'docs/integrators.md')!;
    const shell = blocks.find(({ language, code }) => language === 'sh' && code.includes('curl'))!;
    const dir = dirname(nation.readyFile);
    expect(basename(nation.readyFile)).toBe('ready.json');
    const pasted = spawnSync('sh', ['-euc', shell.code], { cwd: dir, encoding: 'utf8' });
    expect(JSON.parse(pasted.stdout).data.rechercherOffres.nodes[0].nom).toContain('IRM');
    const documents = blocks.filter(({ language }) => language === 'graphql');
    expect(documents.length).toBeGreaterThan(2);
    for (const { code } of documents) {
      const { body } = await nation.ask(code, { criteres: { texte: 'IRM' }, siege: 'inconnu' });
      expect(body.errors ?? []).toEqual([]);
    }
  }, 60_000);

  it('finds offers of both regions served by one instance', async () => {
    for (const code of ['04', '06']) {
      const { body } = await nation.ask(
        'query ($c: [String!]) { rechercherOffres(criteres: {territoire: {region: $c}}) { totalCount nodes { region { code } } } }',
        { c: [code] },
      );
      expect(body.data.rechercherOffres.totalCount).toBeGreaterThan(0);
      expect(new Set(body.data.rechercherOffres.nodes.map((n: { region: { code: string } }) => n.region.code))).toEqual(
        new Set([code]),
      );
    }
  });

  it('answers the same page from the gateway as from the only region that holds it', async () => {
    const query = `{ rechercherOffres(criteres: {territoire: {region: ["53"]}, champActivite: ["1"]}, tri: NOM, first: 30) {
      totalCount curseurs nodes { id alias: nom champActivite { code libelle } activitesOperationnelles { libelle } contacts { niveauConfidentialite { code } }
        entiteGeographique { nom numFINESS entiteJuridique { nom } } capaciteAccueil { lits { total disponibles } } } } }`;
    const [national, regional] = await Promise.all([nation.ask(query), nation.askRegion('53', query)]);
    expect(national.body.errors).toBeUndefined();
    expect(national.body.data).toEqual(regional.body.data);
    expect(national.body.data.rechercherOffres.totalCount).toBeGreaterThan(0);
  });

  it('joins the sites of a legal entity across six regions', async () => {
    const found = await nation.ask(
      '{ rechercherOffres(criteres: {nom: "Fondation Horizons Partagés"}, first: 1) { nodes { entiteJuridique { idNatStruct } } } }',
    );
    const { idNatStruct } = found.body.data.rechercherOffres.nodes[0].entiteJuridique;
    const { body } = await nation.ask(
      'query ($k: String) { entiteJuridique(idNatStruct: $k) { nom sites: entitesGeographiques { id region { code } } regions { statut } } }',
      { k: idNatStruct },
    );
    const { sites, regions } = body.data.entiteJuridique;
    expect(regions).toHaveLength(17);
    expect([...new Set(sites.map((e: { region: { code: string } }) => e.region.code))].sort()).toEqual([
      '11',
      '52',
      '53',
      '75',
      '84',
      '93',
    ]);
  });

  it('serves a file written by hand in place of a region, with what its elements say', async () => {
    const { body } = await nation.ask(`{ offre(id: "UE1") {
      nom region { code } champActivite { code } modePriseEnCharge { code } activitesOperationnelles { code libelle }
      ageMin { valeur unite { code } } capaciteAccueil { lits { total disponibles } } capaciteCrise { t0 t60 }
      capacitesHabitation { nombre } contacts { niveauConfidentialite { code } telecommunications { adresse } }
      horaires { jours debut fin } equipements { type { code libelle } nombreEnService } secteursPsychiatriques
      professionnels { nomFamille situations { carteVitaleAcceptee } } typeMaternite { libelle } uniteSensible
      entiteGeographique { nom autresNoms { valeur langue } tarifs { montant detail { sorte } } zonePoser niveauRecoursORSAN { code } contacts { nom } }
    } }`);
    expect(body.errors).toBeUndefined();
    const { offre } = body.data;
    expect(offre.region.code).toBe('94');
    expect(offre.activitesOperationnelles).toEqual([{ code: '013', libelle: expect.stringContaining('ardiologie') }]);
    expect(offre.entiteGeographique.nom).toBe('Hôpital "Sœur <Marie> & l\'Été"');
    expect(offre.entiteGeographique.autresNoms[0]).toEqual({ valeur: 'Ospital Brest', langue: 'br' });
    expect(
      new Set(offre.entiteGeographique.tarifs.map((t: { detail: { sorte: string } }) => t.detail.sorte)).size,
    ).toBe(7);
    for (const list of [
      'capacitesHabitation',
      'contacts',
      'horaires',
      'equipements',
      'secteursPsychiatriques',
      'professionnels',
    ]) {
      expect(offre[list].length, list).toBeGreaterThan(0);
    }
    for (const field of ['capaciteAccueil', 'capaciteCrise', 'typeMaternite'])
      expect(offre[field], field).not.toBeNull();
  });

  it('shows each professional once with the situations of both regions', async () => {
    const { body } = await nation.ask(
      '{ rechercherOffres(criteres: {champActivite: ["05"]}, first: 200) { nodes { professionnels { idNatPS } } } }',
    );
    const ids = new Set<string>(
      body.data.rechercherOffres.nodes.flatMap((n: { professionnels: { idNatPS: string }[] }) =>
        n.professionnels.map((p) => p.idNatPS),
      ),
    );
    expect(ids.size).toBeGreaterThan(0);
    const [id] = ids;
    const one = await nation.ask(
      'query ($i: String!) { professionnel(idNatPS: $i) { idNatPS nomFamille situations { region { code } offre { id } } regions { statut } } }',
      { i: id },
    );
    expect(one.body.data.professionnel.situations.length).toBeGreaterThan(0);
    expect(one.body.data.professionnel.regions).toHaveLength(17);
  });

  it('places a commune once for all regions', async () => {
    const { body } = await nation.ask(
      '{ pointDeCommune(commune: "29232") { latitude longitude lieux source } rechercherOffres(criteres: {proximite: {commune: "29232", distanceKm: 20}}, first: 1) { nodes { distanceKm } } }',
    );
    expect(body.data.pointDeCommune.latitude).toBeCloseTo(48, 0);
    expect(body.data.rechercherOffres.nodes[0].distanceKm).toBeLessThan(20);
  });

  it('serves the whole contract to GraphiQL through the demo door, and nothing to a page of another site', async () => {
    const page = await fetch(`${nation.ready.http}/graphql`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('GraphiQL');
    const answer = await fetch(`${nation.ready.http}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __schema { queryType { fields { name } } } regions { code } }' }),
    });
    const { data } = (await answer.json()) as { data: { regions: unknown[] } };
    expect(data.regions).toHaveLength(17);
    const foreign = await fetch(`${nation.ready.http}/graphql`, {
      method: 'POST',
      headers: { origin: 'https://example.org', 'content-type': 'application/json' },
      body: '{}',
    });
    expect(foreign.status).toBe(403);
  });

  it('refuses who has no certificate, or one that is not listed', async () => {
    const ca = readFileSync(nation.ready.client.ca);
    const without = new Agent({ ca });
    await expect(post(nation.ready.gateway.graphql, without, '{ regions { code } }')).rejects.toThrow();
    without.destroy();
  });

  it('names each wrong criterion by its rule', async () => {
    for (const [criteres, code] of [
      ['{proximite: {latitude: 48, longitude: 2, distanceKm: 1000.5}}', 'RG_RECH_05'],
      ['{ageMin: 18, ageMax: 3}', 'RG_RECH_08'],
      ['{secteurPsychiatrique: ["29X01"]}', 'RG_RECH_10'],
      ['{proximite: {latitude: 48, longitude: 2, distance: 3, uniteDistance: "mile"}}', 'RG_RECH_13'],
    ]) {
      const { body } = await nation.ask(`{ rechercherOffres(criteres: ${criteres}) { totalCount } }`);
      expect(body.errors[0].extensions.code).toBe(code);
    }
    const page = await nation.ask('{ rechercherOffres(criteres: {}, first: 201) { totalCount } }');
    expect(page.body.errors[0].extensions.code).toBe('RG_RECH_52');
    const sort = await nation.ask('{ rechercherOffres(criteres: {}, tri: DISTANCE) { totalCount } }');
    expect(sort.body.errors[0].extensions.code).toBe('RG_RECH_12');
  });

  it('gives each profile what filtering the whole by the table gives, in the same order', async () => {
    const question = `query ($apres: String) { rechercherOffres(criteres: {}, tri: NOM, first: 200, after: $apres) { totalCount
      pageInfo { hasNextPage endCursor }
      nodes { id uniteSensible champActivite { code } actesSpecifiques { code } equipements { id } capaciteCrise { t0 }
        capaciteAccueil { lits { total disponibles } } entiteGeographique { id zonePoser }
        contacts { nom niveauConfidentialite { code } telecommunications { adresse niveauConfidentialite { code } } } } } }`;
    const everything = async (profil: Profil) => {
      const { ca, cert, key } = nation.ready.clients[profil]!;
      const agent = new Agent({
        ca: readFileSync(ca),
        cert: readFileSync(cert),
        key: readFileSync(key),
        keepAlive: true,
      });
      const nodes: Offer[] = [];
      let apres: string | null | undefined;
      let masques: { champ: string }[] | undefined;
      do {
        const { body } = await post(nation.ready.gateway.graphql, agent, question, { apres }, PATIENT);
        // A machine that is busy elsewhere: the page is asked again, as a client would.
        if (body.extensions?.regionsManquantes !== undefined) continue;
        const { pageInfo, totalCount, nodes: page } = body.data.rechercherOffres;
        nodes.push(...page);
        masques = body.extensions?.masques;
        apres = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        if (apres === null) expect(nodes).toHaveLength(totalCount);
      } while (apres !== null);
      agent.destroy();
      return { nodes, masques };
    };
    const { nodes: whole, masques } = await everything(1);
    expect(masques).toBeUndefined();
    expect(whole.some(({ uniteSensible }) => uniteSensible)).toBe(true);
    for (const profil of [0, 2, 3, 4, 5] as const) {
      const seen = await everything(profil);
      expect(seen.nodes, `profil ${profil}`).toEqual(whole.flatMap((offer) => filtered(offer, profil)));
      expect(seen.masques?.map(({ champ }) => champ)).toContain('Offre.uniteSensible');
    }
  }, 120_000);

  describe('with regions that follow simulated solutions', () => {
    const COUNT = `query ($c: CriteresRecherche!) { rechercherOffres(criteres: $c) { totalCount totalEstComplet } }`;
    const count = async (criteres: object): Promise<number> => {
      const { totalCount, totalEstComplet } = (await nation.ask(COUNT, { c: criteres })).body.data.rechercherOffres;
      return totalEstComplet ? totalCount : count(criteres);
    };
    const control = async <T>(url: string, method = 'GET', body?: object): Promise<T> => {
      const res = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      expect(res.status).toBe(200);
      return (await res.json()) as T;
    };

    it('finds all that each of them gives, beside regions on exports', async () => {
      const { solutionsSimulees: live } = nation.ready;
      expect(new Set(live.map(({ genre }) => genre))).toEqual(new Set(['iess', 'ir']));
      expect(nation.printed()).toMatch(
        new RegExp(
          `${17 - live.length} lisent les exports .*, ${live.length} suivent une solution simulée : .*IeSS.*IR`,
        ),
      );
      for (const { codes, controle } of live) {
        const { unites } = await control<{ unites: number }>(`${controle}/etat`);
        expect(unites).toBeGreaterThan(0);
        expect(await count({ territoire: { region: codes } })).toBe(unites);
      }
    });

    it.each(['iess', 'ir'])(
      'finds a bed that changes in the one like %s within 1 s of its adapter reading it',
      async (genre) => {
        const { controle } = nation.ready.solutionsSimulees.filter((s) => s.genre === genre).at(-1)!;
        const waits: number[] = [];
        // A busy machine may miss a turn, not three.
        for (let beds = 901; beds < 904 && !waits.some((ms) => ms < 1_000); beds++) {
          expect(await count({ disponibilite: { litsDisponiblesMin: beds } })).toBe(0);
          await control(`${controle}/lits`, 'POST', { disponibles: beds });
          await expect
            .poll(() => count({ disponibilite: { litsDisponiblesMin: beds } }), { timeout: 30_000, interval: 20 })
            .toBe(1);
          const found = Date.now();
          waits.push(found - (await control<{ changementLu: number }>(`${controle}/etat`)).changementLu);
        }
        expect(Math.min(...waits)).toBeLessThan(1_000);
        await control(`${controle}/lits`, 'POST', { disponibles: 0 });
        await expect
          .poll(() => count({ disponibilite: { litsDisponiblesMin: 901 } }), { timeout: 30_000, interval: 50 })
          .toBe(0);
      },
      120_000,
    );

    it('goes on finding what a faulting one had given, and its region says what is wrong', async () => {
      const { controle, codes } = nation.ready.solutionsSimulees[0]!;
      const region = nation.ready.regions.find((r) => r.codes.includes(codes[0]!))!;
      const before = await count({ territoire: { region: codes } });
      const failure = async () => {
        const { synchronisation } = await control<{ synchronisation: { echec: { code: string } | null } }>(
          `${region.console}/etat.json`,
        );
        return synchronisation.echec?.code ?? null;
      };
      expect(await failure()).toBeNull();
      await control(`${controle}/fautes`, 'POST', { type: 'certificat' });
      await expect.poll(failure, { timeout: 30_000 }).toBe('SOLUTION_TLS');
      expect(await count({ territoire: { region: codes } })).toBe(before);
      expect(await (await fetch(`${region.console}/`)).text()).toMatch(/interrompue depuis .* \(SOLUTION_TLS\)/);
      await control(`${controle}/fautes`, 'DELETE');
      await expect.poll(failure, { timeout: 60_000 }).toBeNull();
    }, 120_000);
  });

  it('is given its ready file and leaves nothing behind at Ctrl-C', async () => {
    expect(existsSync(nation.readyFile)).toBe(true);
    const folder = nation.ready.client.key.replace(/\/membres\/.*/, '');
    expect(existsSync(folder)).toBe(true);
    expect(await nation.stop()).toBe(0);
    expect(existsSync(folder)).toBe(false);
    await expect(
      new Promise((resolve, reject) =>
        request(nation.ready.gateway.graphql).on('error', reject).on('response', resolve).end(),
      ),
    ).rejects.toThrow();
  });
});
