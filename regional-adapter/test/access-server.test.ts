import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Asker, AskerSigner } from '@inter-ror/asker';
import type { AuditEvent } from '@inter-ror/audit';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import type { RegionalAdapter } from '@inter-ror/regional-adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regionContrastee } from './access-region.js';
import { openNetwork } from './server-harness.js';

const QUESTION =
  '{ rechercherOffres(criteres: {}, first: 200) { totalCount nodes { id uniteSensible equipements { id } contacts { nom } capaciteCrise { t0 } } } }';
const ROR = {
  'ror-profil-utilisateur-system': '1.2.250.1.213.1.6.1.66',
  'ror-role-metier-code': 'AUTOMATE',
  'ror-role-metier-system': '1.2.250.1.213.1.1.4.6',
};

let network: Awaited<ReturnType<typeof openNetwork>>;
let adapter: RegionalAdapter;
let gateway: TlsIdentity;
let narrowGateway: TlsIdentity;
const clients: TlsIdentity[] = [];
const events: AuditEvent[] = [];

beforeAll(async () => {
  network = await openNetwork();
  for (const profile of [0, 1, 2, 3, 4, 5])
    clients.push(await network.admit('consumer', `profil ${profile}`, { profile }));
  gateway = await network.admit('gateway', 'passerelle', { profile: null });
  narrowGateway = await network.admit('gateway', 'passerelle du public', { profile: 0 });
  adapter = await network.start({ onAccess: (event) => void events.push(event) });
  await adapter.recharger(network.writeRegion('c.xml', regionContrastee(60, 3)));
});
afterAll(() => network.close());

const count = (profil: number) =>
  network
    .asker(adapter, clients[profil]!)
    .ask(QUESTION)
    .then(({ body }) => body.data.rechercherOffres.totalCount as number);
const stating = (asker: Partial<Asker>, identity = gateway) => {
  const stated = new AskerSigner(identity).state(
    { membre: 'm', profil: 1, perimetre: ['*'], role: null, ...asker },
    'r',
  );
  return (body: Buffer) => stated.headers('POST /graphql', body);
};

describe('An adapter', () => {
  it('serves each profile what it may see, and names what it hides from the table alone', async () => {
    const answers = await Promise.all(clients.map((client) => network.asker(adapter, client).ask(QUESTION)));
    const [publique, tout, , , quatre] = answers.map(({ body }) => body);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(tout.data.rechercherOffres.totalCount).toBe(60);
    expect(quatre.data.rechercherOffres.totalCount).toBe(60);
    expect(publique.data.rechercherOffres.totalCount).toBeLessThan(60);
    expect(tout.extensions).toBeUndefined();
    const ready = await network.asker(adapter, clients[0]!).get('/readyz');
    expect(ready.body.nombreOffres).toBe(publique.data.rechercherOffres.totalCount);
    expect(publique.extensions.masques).toContainEqual({ champ: 'Offre.equipements', vu: 'JAMAIS' });
    expect(JSON.stringify(publique.data)).not.toContain('EQ');
    expect(JSON.stringify(tout.data)).toContain('EQ');
    const caches = await network
      .asker(adapter, clients[0]!)
      .ask('{ rechercherOffres(criteres: { non: { zonePoser: true } }, tri: DISPONIBILITE) { totalCount } }');
    expect(caches.body.extensions.masques).toEqual([
      { champ: 'TriOffres.DISPONIBILITE', vu: 'JAMAIS' },
      { champ: 'CriteresRecherche.zonePoser', vu: 'JAMAIS' },
    ]);
  });

  it('takes the profile of a user named by the Ror-* headers, and no wider one', async () => {
    const as = (profil: number, code: string) =>
      network
        .asker(adapter, clients[profil]!)
        .ask(QUESTION, {}, () => ({ ...ROR, 'ror-profil-utilisateur-code': code }));
    expect((await as(1, 'CU23')).body.data).toEqual(
      (await network.asker(adapter, clients[0]!).ask(QUESTION)).body.data,
    );
    for (const [profil, code, refusal] of [
      [0, 'CU22', 'PROFIL_DEPASSE'],
      [3, 'CU20', 'PROFIL_DEPASSE'],
      [1, 'CU99', 'ENTETES_ROR_INCONNUS'],
    ] as const) {
      const { status, body } = await as(profil, code);
      expect([status, body.errors[0].extensions.code]).toEqual([403, refusal]);
    }
    const alone = await network
      .asker(adapter, clients[1]!)
      .ask(QUESTION, {}, () => ({ 'ror-role-metier-code': 'AUTOMATE' }));
    expect([alone.status, alone.body.errors[0].extensions.code]).toEqual([403, 'ENTETES_ROR_INCOMPLETS']);
  });

  it('takes from a listed gateway who asks, and without a word of it shows what all may see', async () => {
    const { ask } = network.asker(adapter, gateway);
    const [publique, tout] = await Promise.all([count(0), count(1)]);
    expect((await ask(QUESTION)).body.data.rechercherOffres.totalCount).toBe(publique);
    for (const profil of [0, 1, 2, 3, 4, 5] as const) {
      const { body } = await ask(QUESTION, {}, stating({ profil }));
      expect(body.data.rechercherOffres.totalCount).toBe(await count(profil));
      expect(body.extensions).toBeUndefined();
    }
    expect(publique).toBeLessThan(tout);
  });

  it('refuses what is stated by another, for another question, beyond the gateway or out of the perimeter', async () => {
    const { ask } = network.asker(adapter, gateway);
    const cases = [
      [await network.asker(adapter, clients[1]!).ask(QUESTION, {}, stating({})), 'ASSERTION_REFUSEE'],
      [await ask(QUESTION, {}, () => stating({})(Buffer.from('autre'))), 'ASSERTION_REFUSEE'],
      [await ask(QUESTION, {}, stating({}, narrowGateway)), 'ASSERTION_REFUSEE'],
      [await network.asker(adapter, narrowGateway).ask(QUESTION, {}, stating({}, narrowGateway)), 'PROFIL_DEPASSE'],
      [await ask(QUESTION, {}, stating({ perimetre: ['11'] })), 'HORS_PERIMETRE'],
    ] as const;
    for (const [{ status, body }, code] of cases) {
      expect([status, body.errors[0].extensions.code]).toEqual([403, code]);
      expect(body.data).toBeUndefined();
    }
  });
});

describe('The journal of an adapter', () => {
  it('says who saw what, when refused too, and nothing of a patient', async () => {
    events.length = 0;
    const question = `{ rechercherOffres(criteres: { texte: "Dupont", age: 47, champActivite: ["04"],
      proximite: { latitude: 48.123456, longitude: -4.2, distanceKm: 500 } }) { totalCount nodes { id } } offre(id: "UE000001") { id } }`;
    await network.asker(adapter, clients[2]!).ask(question);
    await network.asker(adapter, gateway).ask(QUESTION, {}, stating({ membre: 'samu', profil: 5, role: 'AUTOMATE' }));
    await network
      .asker(adapter, clients[0]!)
      .ask(QUESTION, {}, () => ({ ...ROR, 'ror-profil-utilisateur-code': 'CU22' }));
    await until(() => Promise.resolve(events.length === 3));
    const [direct, stated, refused] = events as [AuditEvent, AuditEvent, AuditEvent];
    expect(direct).toMatchObject({ action: 'acces', target: '' });
    expect(direct.after).toMatchObject({
      profil: 2,
      decision: 'SERVI',
      recherches: [{ codes: ['champActivite:04'] }],
      objets: ['offre:UE000001'],
    });
    expect(stated).toMatchObject({
      actor: 'samu',
      target: expect.stringContaining('passerelle'),
      after: { profil: 5, role: 'AUTOMATE', requete: 'r' },
    });
    expect(refused.after).toMatchObject({ decision: 'PROFIL_DEPASSE', profil: 0 });
    for (const word of ['Dupont', '47', '48.12', 'dupont']) expect(JSON.stringify(direct)).not.toContain(word);
  });
});

describe('Who refuses public diffusion', () => {
  it('is hidden from the public as soon as the file says so, and from nobody else; a bad file changes nothing', async () => {
    const fichier = join(network.dir, 'oppositions.csv');
    writeFileSync(fichier, '# identifiant;date\n');
    const served = await network.start({ oppositions: fichier });
    await served.recharger(network.writeRegion('o.xml', regionContrastee(60, 3)));
    const question =
      '{ rechercherOffres(criteres: { champActivite: ["05"] }, first: 200) { totalCount nodes { professionnels { idNatPS oppositionDiffusion } } } }';
    const seenBy = async (profil: number) => {
      const { body } = await network.asker(served, clients[profil]!).ask(question);
      return body.data.rechercherOffres as {
        totalCount: number;
        nodes: { professionnels: { idNatPS: string; oppositionDiffusion: string | null }[] }[];
      };
    };
    const people = (page: Awaited<ReturnType<typeof seenBy>>) =>
      page.nodes.flatMap(({ professionnels }) => professionnels);
    const [before, proBefore] = [await seenBy(0), await seenBy(2)];
    const someone = people(before)[0]!.idNatPS;
    expect(people(before).every(({ oppositionDiffusion }) => oppositionDiffusion === null)).toBe(true);

    writeFileSync(fichier, `${someone};2026-03-01\n`);
    await until(async () => !people(await seenBy(0)).some(({ idNatPS }) => idNatPS === someone));
    expect((await seenBy(0)).totalCount).toBeLessThan(before.totalCount);
    const pro = await seenBy(2);
    expect(pro.totalCount).toBe(proBefore.totalCount);
    expect(people(pro)).toContainEqual({ idNatPS: someone, oppositionDiffusion: '2026-03-01' });

    writeFileSync(fichier, 'Dupont\n');
    await until(() => Promise.resolve(network.journal.some((line) => line.includes('refus de diffusion illisibles'))));
    expect(people(await seenBy(0)).some(({ idNatPS }) => idNatPS === someone)).toBe(false);
    await expect(network.start({ oppositions: fichier })).rejects.toThrow(/ligne 1/);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('never held');
}
