import type { IncomingMessage, RequestListener } from 'node:http';
import { request } from 'node:https';
import { ANSWERED_PROFILE_HEADER, ASKER_HEADER } from '@inter-ror/asker';
import { empreinteContrat, schemaContrat } from '@inter-ror/exposure-model';
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, regionWithOffers, sendJson } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

const concept = { code: '01', libelle: null, nomenclature: 'TRE', statut: 'COURANT' };
const metadonnees = {
  creation: '2024-01-01T00:00:00Z',
  miseAJour: '2024-01-01T00:00:00Z',
  statut: 'ACTIF',
  commentaires: [],
};

/** A region that gives everything to anybody. */
const OPEN_OFFER = {
  id: 'ouverte',
  nom: 'ouverte',
  champActivite: concept,
  uniteSensible: true,
  equipements: [{ id: 'secret-EQ' }],
  actesSpecifiques: [concept],
  capaciteCrise: { t0: 7, t60: 9, metadonnees },
  entiteGeographique: { id: 'eg', nom: 'EG', zonePoser: true },
};

/** A region that takes everybody for profile 1, and says so. */
function answersForProfile1(handler: RequestListener): RequestListener {
  return (req, res) => {
    const set = res.setHeader.bind(res);
    res.setHeader = (name, value) => set(name, name === ANSWERED_PROFILE_HEADER ? '1' : value);
    handler(req, res);
  };
}

let nation: Awaited<ReturnType<typeof startTestNation>>;
const told: (string | undefined)[] = [];

beforeAll(async () => {
  const remembering = (req: IncomingMessage) => void told.push(req.headers[ASKER_HEADER] as string | undefined);
  const offers = regionWithOffers('24', ['a']);
  nation = await startTestNation(
    [
      {
        codes: ['53'],
        handler: async (req, res) => {
          const { query, variables } = await bodyOf(req);
          remembering(req);
          sendJson(
            res,
            await execute({
              schema: schemaContrat(),
              document: parse(query),
              rootValue: { offre: () => OPEN_OFFER },
              variableValues: variables,
            }),
            empreinteContrat,
          );
        },
      },
      { codes: ['24'], handler: offers },
      { codes: ['28'], handler: answersForProfile1(regionWithOffers('28', ['b'])) },
    ],
    1_500,
    [0, 1, 2, 3, 4, 5, null],
    { publicAccess: { listen: { host: '127.0.0.1', port: 0 }, requestsPerMinute: 6, requestsPerMinuteInAll: 9 } },
  );
});
afterAll(() => nation.close());

const OFFRE =
  '{ offre(id: "ouverte") { nom uniteSensible e: equipements { id } actesSpecifiques { code } capaciteCrise { t0 } entiteGeographique { nom zonePoser } } }';

describe('A gateway', () => {
  it('masks again what a region gives and the profile never sees', async () => {
    const answers = await Promise.all(nation.askAs.slice(0, 6).map((ask) => ask(OFFRE)));
    const offers = answers.map(({ body }) => body.data.offre);
    expect(offers[1]).toEqual({
      nom: 'ouverte',
      uniteSensible: true,
      e: [{ id: 'secret-EQ' }],
      actesSpecifiques: [{ code: '01' }],
      capaciteCrise: { t0: 7 },
      entiteGeographique: { nom: 'EG', zonePoser: true },
    });
    for (const profil of [0, 2, 3, 5]) {
      expect(offers[profil]).toMatchObject({
        uniteSensible: null,
        capaciteCrise: null,
        entiteGeographique: { zonePoser: null },
      });
    }
    expect(offers[0]).toMatchObject({ e: [], actesSpecifiques: [] });
    expect(offers[4]).toMatchObject({ uniteSensible: null, e: [{ id: 'secret-EQ' }] });
    expect(answers[1]!.body.extensions).toBeUndefined();
    expect(answers[0]!.body.extensions.masques).toContainEqual({ champ: 'Offre.capaciteCrise', vu: 'JAMAIS' });
    expect(answers[4]!.body.extensions.masques).toEqual([{ champ: 'Offre.uniteSensible', vu: 'JAMAIS' }]);
  });

  it('masks again in a page of a search too', async () => {
    const question = '{ rechercherOffres(criteres: {}, tri: NOM) { nodes { nom equipements { id } } } }';
    const nodes = async (profil: number) => (await nation.askAs[profil]!(question)).body.data.rechercherOffres.nodes;
    expect((await nodes(1))[0]).toEqual({ nom: 'a', equipements: [{ id: 'EQ' }] });
    expect(await nodes(0)).toEqual([{ nom: 'a', equipements: [] }]);
  });

  it('does not take the answer that a region made for another profile', async () => {
    const question = '{ rechercherOffres(criteres: {}, tri: NOM) { nodes { nom } regions { codes statut code } } }';
    const asked = async (profil: number) => (await nation.askAs[profil]!(question)).body.data.rechercherOffres;
    const told = { codes: ['28'], statut: 'ERREUR', code: 'PROFIL_DIFFERENT' };
    expect((await asked(1)).nodes).toEqual([{ nom: 'a' }, { nom: 'b' }]);
    for (const profil of [0, 2, 3, 4, 5]) {
      expect(await asked(profil)).toMatchObject({ nodes: [{ nom: 'a' }], regions: [{}, told, {}] });
    }
  });

  it('states to regions who asks, with the profile of the user that the member names', async () => {
    told.length = 0;
    const { status } = await nation.askAs[1]!(
      OFFRE,
      {},
      {
        'ror-profil-utilisateur-code': 'CU19',
        'ror-profil-utilisateur-system': '1.2.250.1.213.1.6.1.66',
        'ror-role-metier-code': 'AUTOMATE',
        'ror-role-metier-system': '1.2.250.1.213.1.1.4.6',
      },
    );
    expect(status).toBe(200);
    const [assertion] = told.filter((header) => header !== undefined);
    const payload = JSON.parse(Buffer.from(assertion!.split('.')[1]!, 'base64url').toString());
    expect(payload).toMatchObject({ profil: 3, perimetre: ['*'], role: 'AUTOMATE', cible: 'POST /graphql' });
    expect(payload.exp - payload.iat).toBe(60);
  });

  it('refuses with 403 who has no profile, names a wider one, or names it badly', async () => {
    const none = await nation.askAs[6]!(OFFRE);
    expect([none.status, none.body.errors[0].extensions.code]).toEqual([403, 'PROFIL_ABSENT']);
    const headers = {
      'ror-profil-utilisateur-code': 'CU22',
      'ror-profil-utilisateur-system': '1.2.250.1.213.1.6.1.66',
      'ror-role-metier-code': 'AUTOMATE',
      'ror-role-metier-system': '1.2.250.1.213.1.1.4.6',
    };
    const wider = await nation.askAs[2]!(OFFRE, {}, headers);
    expect([wider.status, wider.body.errors[0].extensions.code]).toEqual([403, 'PROFIL_DEPASSE']);
    const { 'ror-role-metier-code': _left, ...some } = headers;
    const partial = await nation.askAs[1]!(OFFRE, {}, some);
    expect([partial.status, partial.body.errors[0].extensions.code]).toEqual([403, 'ENTETES_ROR_INCOMPLETS']);
  });

  it('tells its journal who saw what, in which regions, and whom it refused', async () => {
    nation.accesses.length = 0;
    await nation.askAs[2]!(
      '{ rechercherOffres(criteres: { champActivite: ["01"], texte: "Dupont" }, tri: NOM) { totalCount } }',
    );
    await nation.askAs[6]!(OFFRE);
    for (let attempt = 0; attempt < 100 && nation.accesses.length < 2; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [seen, refused] = nation.accesses;
    expect(seen).toMatchObject({ action: 'acces', actor: 'consumer-profil-2' });
    expect(seen!.after).toMatchObject({ profil: 2, decision: 'SERVI', recherches: [{ codes: ['champActivite:01'] }] });
    expect(JSON.stringify(seen)).toContain('"24 OK"');
    expect(JSON.stringify(seen)).not.toContain('Dupont');
    expect(refused!.after).toMatchObject({ decision: 'PROFIL_ABSENT' });
  });
});

describe('The public listener', () => {
  const ask = (headers: Record<string, string> = {}) =>
    new Promise<{ status: number; retryAfter: string | undefined; body: ReturnType<typeof JSON.parse> }>(
      (resolve, reject) => {
        const req = request(
          `${nation.publicUrl}/graphql`,
          { method: 'POST', ca: nation.ca, headers: { 'content-type': 'application/json', ...headers } },
          (res) => {
            let text = '';
            res.setEncoding('utf8').on('data', (chunk: string) => {
              text += chunk;
            });
            res.on('end', () =>
              resolve({ status: res.statusCode!, retryAfter: res.headers['retry-after'], body: JSON.parse(text) }),
            );
          },
        );
        req.on('error', reject);
        req.end(JSON.stringify({ query: OFFRE }));
      },
    );

  it('serves profile 0 to whoever has no certificate, whatever is claimed, so many times a minute', async () => {
    nation.accesses.length = 0;
    const asZero = await nation.askAs[0]!(OFFRE);
    const plain = await ask();
    expect(plain.status).toBe(200);
    expect(plain.body).toEqual(asZero.body);
    const claiming = await ask({
      'ror-profil-utilisateur-code': 'CU22',
      'ror-profil-utilisateur-system': '1.2.250.1.213.1.6.1.66',
      'ror-role-metier-code': 'AUTOMATE',
      'ror-role-metier-system': '1.2.250.1.213.1.1.4.6',
    });
    expect(claiming.body).toEqual(asZero.body);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) statuses.push((await ask()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
    const { retryAfter, body } = await ask();
    expect(body.errors[0].extensions.code).toBe('TROP_DE_DEMANDES');
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(nation.accesses.some(({ actor }) => actor === 'public')).toBe(true);
    expect((await nation.askAs[1]!(OFFRE)).status).toBe(200);
  });
});
