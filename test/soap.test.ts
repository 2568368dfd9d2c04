import { readFileSync } from 'node:fs';
import { bilan, essayer, ligneDe } from '@inter-ror/conformance';
import {
  type DemandeSoap,
  estUniteElementaire,
  OID_LECTURE,
  OID_V1,
  readNotificationResponse,
  readRechercheResponse,
} from '@inter-ror/csd';
import { Authority, makeKeyAndCsr } from '@inter-ror/whitelist';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nation, startNation } from './support/nation.js';
import {
  type Identity,
  ids,
  lieu,
  lire,
  openSoapClient,
  readIdentity,
  recherche,
  resultat,
} from './support/soap-client.js';

let nation: Nation;
const clients: { close(): void }[] = [];
beforeAll(async () => {
  nation = await startNation(['--offers', '6000', '--isolated', '94']);
}, 420_000);
afterAll(async () => {
  for (const opened of clients) opened.close();
  await nation?.stop();
}, 60_000);

function open(identity: Identity) {
  const opened = openSoapClient(identity);
  clients.push(opened);
  return opened;
}
/** A listed consumer of the demo, by its profile. */
const client = (profile: string) => open(readIdentity(nation.ready.clients[profile]!));

const adapter = (code: string) => nation.ready.regions.find(({ codes }) => codes.includes(code))!.soap;
const gateway = () => nation.ready.gateway.soap;
const changements: DemandeSoap = {
  operation: 'notification',
  demande: { dateRef: '2000-01-01T00:00:00Z', champsActivite: [], publics: [] },
};
const unite = (valeur: string): DemandeSoap => ({
  operation: 'lectureOrganisationInterne',
  organisation: { valeur, autorite: OID_LECTURE.etablissement },
});
const corps = (message: Buffer) => /<soap:Body>.*/s.exec(message.toString())![0];

describe('software that speaks SOAP', () => {
  it('finds at the adapter of its region what another region offers, by way of the nation', async () => {
    const tout = client('1');
    const demande = recherche({
      activites: [{ code: '13', oid: OID_V1.activiteOperationnelle }],
      destinations: [lieu('1', '93')],
    });
    const parAdaptateur = resultat(await tout.ask(adapter('53'), demande));
    const chezElle = resultat(await tout.ask(adapter('93'), demande));
    const parPasserelle = resultat(await tout.ask(gateway(), demande));
    expect(parAdaptateur.nombre).toBeGreaterThan(0);
    expect(ids(parAdaptateur)).toEqual(ids(chezElle));
    expect(ids(parPasserelle)).toEqual(ids(chezElle));
    for (const { organisations } of parAdaptateur.organisationsInternes) {
      const services = new Set(organisations.flatMap((o) => o.services));
      const activites = parAdaptateur.services.filter(({ id }) => services.has(id)).map((s) => s.activite.code);
      expect(activites).toContain('013');
    }
  });

  it('is answered alike whatever the padding of its codes', async () => {
    const tout = client('1');
    const [court, long] = await Promise.all(
      [
        { code: '13', type: '1', region: '4' },
        { code: '0013', type: '01', region: '04' },
      ].map(({ code, type, region }) =>
        tout.ask(
          adapter('53'),
          recherche({
            activites: [{ code, oid: OID_V1.activiteOperationnelle }],
            destinations: [lieu(type, region), lieu('2', '976')],
          }),
        ),
      ),
    );
    expect(resultat(court!).nombre).toBeGreaterThan(0);
    expect(ids(resultat(long!))).toEqual(ids(resultat(court!)));
  });

  it('is answered as GraphQL is, in the same order, around a commune of another region', async () => {
    const demande = recherche({ destinations: [lieu('3', '69123', 60)] });
    const trouves = resultat(await client('1').ask(adapter('11'), demande));
    const { body } = await nation.ask(
      '{ rechercherOffres(criteres: { proximite: { commune: "69123", distanceKm: 60 } }, first: 199) { nodes { id } } }',
    );
    expect(trouves.nombre).toBe(199);
    expect(ids(trouves)).toEqual(body.data.rechercherOffres.nodes.map(({ id }: { id: string }) => id));
  });

  it('reads at the gateway the establishments that a list of changes names, from the region that holds each', async () => {
    const tout = client('1');
    const lue = readNotificationResponse(await tout.ask(gateway(), changements));
    if (!('reponse' in lue)) throw new Error(JSON.stringify(lue));
    const { etablissements, nombre } = lue.reponse;
    expect(etablissements.length).toBe(nombre);
    const deBretagne = readNotificationResponse(await tout.ask(adapter('53'), changements));
    if (!('reponse' in deBretagne)) throw new Error(JSON.stringify(deBretagne));
    const noms = new Set(etablissements.map(({ etablissement }) => etablissement.valeur));
    expect(nombre!).toBeGreaterThan(deBretagne.reponse.nombre! * 5);
    for (const { etablissement } of deBretagne.reponse.etablissements) expect(noms).toContain(etablissement.valeur);

    const { etablissement } = deBretagne.reponse.etablissements[0]!;
    const lecture: DemandeSoap = {
      operation: 'lectureEtablissement',
      demande: { etablissement, champsActivite: [], publics: [] },
    };
    const [nationale, regionale] = await Promise.all([
      tout.ask(gateway(), lecture).then(lire),
      tout.ask(adapter('53'), lecture).then(lire),
    ]);
    expect(nationale.records).toEqual(regionale.records);
    expect(nationale.issue).toMatchObject({
      rapport: { facilityNumber: nationale.records.filter(estUniteElementaire).length },
    });
    const oi = nationale.records.find(estUniteElementaire)!.valeur.id;
    const { records } = await tout.ask(gateway(), unite(oi)).then(lire);
    expect(records.filter(estUniteElementaire).map(({ valeur }) => valeur.id)).toEqual([oi]);
    const ailleurs = await tout.ask(adapter('11'), unite(oi)).then(lire);
    expect(ailleurs.issue).toMatchObject({ erreur: { code: 404, texte: 'ORGANISATION_INCONNUE' } });
  });

  it('shows the public, by any way, what is public and nothing else', async () => {
    const [tout, publique] = [client('1'), client('0')];
    const lue = readNotificationResponse(await tout.ask(adapter('53'), changements));
    if (!('reponse' in lue)) throw new Error(JSON.stringify(lue));
    let cachees = 0;
    for (const { etablissement } of lue.reponse.etablissements.slice(0, 12)) {
      const lecture: DemandeSoap = {
        operation: 'lectureEtablissement',
        demande: { etablissement, champsActivite: [], publics: [] },
      };
      const vue = await publique.ask(gateway(), lecture);
      const texte = vue.toString();
      for (const cache of [
        'avaible=',
        '<crisisAccomodationCapacity',
        '<resourcesSkills',
        '<equipment ',
        '<sensitiveUnit>true',
      ]) {
        expect(texte).not.toContain(cache);
      }
      const { records } = await tout.ask(gateway(), lecture).then(lire);
      for (const { sorte, valeur } of records) {
        if (sorte !== 'organisationInterne' || !valeur.complement!.uniteSensible) continue;
        cachees++;
        expect(texte).not.toContain(`"${valeur.id}"`);
      }
      const parVihf = await tout.ask(gateway(), lecture, { vihf: tout.vihf('CU23') });
      expect((await lire(parVihf)).records).toEqual((await lire(vue)).records);
    }
    expect(cachees).toBeGreaterThan(0);
    const sensibles = recherche({ destinations: [lieu('1', '11')] });
    const parPublic = resultat(await publique.ask(adapter('53'), sensibles));
    const { body } = await nation.ask(
      '{ rechercherOffres(criteres: { territoire: { region: ["11"] } }, first: 200) { nodes { id uniteSensible } } }',
    );
    const cache = body.data.rechercherOffres.nodes.filter((n: { uniteSensible: boolean }) => n.uniteSensible);
    for (const { id } of cache) expect(ids(parPublic)).not.toContain(id);
    expect(parPublic.organisationsInternes.every(({ equipements }) => equipements.length === 0)).toBe(true);
  });

  it('is refused when it speaks in the name of another, or beyond what its entry grants', async () => {
    const [tout, publique] = [client('1'), client('0')];
    const demande = recherche({ destinations: [lieu('1', '93')] });
    const cas: [Buffer, string][] = [];
    for (const url of [adapter('53'), gateway()]) {
      cas.push([await tout.ask(url, demande, { vihf: tout.vihf('CU22', 'CN=quelqu’un d’autre') }), 'VIHF_EMETTEUR']);
      cas.push([await publique.ask(url, demande, { vihf: publique.vihf('CU22') }), 'PROFIL_DEPASSE']);
    }
    for (const [reponse, code] of cas) {
      expect(readRechercheResponse(reponse)).toMatchObject({
        faute: { code: 'Sender', erreur: { code: 403, texte: code } },
      });
    }
    expect(resultat(await tout.ask(gateway(), demande, { vihf: tout.vihf('CU22') })).nombre).toBeGreaterThan(0);
  });

  it('is told by a fault, with the cause, what cannot be answered', async () => {
    const { ask, send } = client('1');
    const inconnue = await ask(adapter('53'), recherche({ destinations: [lieu('1', '99')] }));
    expect(readRechercheResponse(inconnue)).toMatchObject({ faute: { code: 'Sender', erreur: { code: 400 } } });
    const doctype = await send(gateway(), '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>');
    expect(readRechercheResponse(doctype)).toMatchObject({ faute: { erreur: { texte: 'DOCTYPE_REFUSE' } } });
    const rien: DemandeSoap = {
      operation: 'lectureEtablissement',
      demande: { etablissement: { valeur: '1999999999', autorite: '' }, champsActivite: [], publics: [] },
    };
    expect((await ask(gateway(), rien).then(lire)).issue).toMatchObject({ erreur: { code: 404 } });
  });

  it('has at the gateway, and at the adapter of a region that follows its solution, a server that conforms', async () => {
    const { cert, key, ca } = nation.ready.clients['1']!;
    const read = (file: string) => readFileSync(file, 'utf8');
    const [followed] = nation.ready.solutionsSimulees.filter(({ genre }) => genre === 'ir').slice(-1);
    for (const url of [gateway(), adapter(followed!.codes[0]!)]) {
      const run = await essayer({ cible: { url, cert: read(cert), key: read(key), ca: read(ca) } });
      expect(run.verdicts.filter(({ resultat }) => resultat === 'ECHEC').map(ligneDe)).toEqual([]);
      expect(run.comptes.REUSSI, bilan(run)).toBeGreaterThan(180);
    }
  }, 120_000);

  it('is told, alike whether they hold it or not, that its perimeter does not hold the regions that it asks for', async () => {
    const authority = Authority.open(nation.ready.whitelist.dir);
    const { key, csr } = await makeKeyAndCsr({ commonName: 'SAMU 35', organisation: 'essai', type: 'EC' });
    const { id } = await authority.enroll({ csr, kind: 'consumer', label: 'SAMU 35', profile: 1, perimeter: ['53'] });
    const { certificate } = await authority.approve(id, 'essai');
    const local = open({ key, cert: certificate, ca: readFileSync(authority.files.ca) });
    const bretagne = recherche({ destinations: [lieu('1', '53')] });
    for (const url of [gateway(), adapter('53')]) {
      await expect
        .poll(() => local.ask(url, bretagne).then(resultat, () => undefined), { timeout: 20_000 })
        .toBeDefined();
      const seule = await local.ask(url, recherche({ destinations: [lieu('1', '93')] }));
      expect(readRechercheResponse(seule)).toMatchObject({
        faute: {
          code: 'Sender',
          erreur: { code: 403, texte: 'HORS_PERIMETRE', message: expect.stringContaining(': 93.') },
        },
      });
      const deux = await local.ask(url, recherche({ destinations: [lieu('1', '93'), lieu('1', '53')] }));
      expect(ids(resultat(deux))).toEqual(ids(resultat(await local.ask(url, bretagne))));
      expect(deux.toString()).toContain('regionsManquantes="" regionsPerimees="" regionsHorsPerimetre="93"');
    }

    const tout = client('1');
    const [ailleurs] = ids(resultat(await tout.ask(gateway(), recherche({ destinations: [lieu('1', '93')] }))));
    expect((await tout.ask(gateway(), unite(ailleurs!)).then(lire)).records).not.toEqual([]);
    const la = await local.ask(gateway(), unite(ailleurs!));
    expect((await lire(la)).issue).toMatchObject({
      erreur: { code: 403, texte: 'HORS_PERIMETRE', message: expect.stringContaining('93') },
    });
    expect(await local.ask(gateway(), unite('nulle-part'))).toEqual(la);

    const [ici] = ids(resultat(await local.ask(gateway(), bretagne)));
    const { records } = await local.ask(gateway(), unite(ici!)).then(lire);
    const entites = records.filter(({ sorte, valeur }) => sorte === 'organisation' && !('entiteJuridiqueId' in valeur));
    const lecture: DemandeSoap = {
      operation: 'lectureEtablissement',
      demande: {
        etablissement: { valeur: entites[0]!.valeur.id, autorite: OID_LECTURE.etablissement },
        champsActivite: [],
        publics: [],
      },
    };
    for (const demande of [lecture, changements]) {
      const reponse = await local.ask(gateway(), demande);
      expect(reponse.toString()).toMatch(/<ir:couverture [^>]*regionsHorsPerimetre="[^"]*\b93\b/);
      expect(corps(reponse)).toEqual(corps(await local.ask(adapter('53'), demande)));
    }
  });

  it('is told when the region that it asks for is silent: what is silent is not empty', async () => {
    const corse = nation.ready.regions.find(({ codes }) => codes.includes('94'))!;
    const { ask } = client('1');
    process.kill(corse.pid, 'SIGSTOP');
    try {
      const seule = await ask(adapter('53'), recherche({ destinations: [lieu('1', '94')] }));
      expect(readRechercheResponse(seule)).toMatchObject({
        faute: { code: 'Receiver', erreur: { code: 503, texte: 'REPONSE_PARTIELLE' } },
      });
      const deux = await ask(adapter('53'), recherche({ destinations: [lieu('1', '94'), lieu('1', '53')] }));
      expect(resultat(deux).nombre).toBeGreaterThan(0);
      expect(deux.toString()).toContain('regionsManquantes="94"');
      const changes = await ask(gateway(), changements);
      expect(readNotificationResponse(changes)).toMatchObject({ faute: { erreur: { texte: 'REPONSE_PARTIELLE' } } });
    } finally {
      process.kill(corse.pid, 'SIGCONT');
    }
  });
});
