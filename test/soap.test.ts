import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { bilan, essayer, ligneDe } from '@inter-ror/conformance';
import {
  type DemandeSoap,
  estUniteElementaire,
  OID_LECTURE,
  OID_PROFIL,
  OID_ROLE,
  OID_V1,
  type RechercheV1,
  type ResultatV1,
  readLectureResponse,
  readNotificationResponse,
  readRechercheResponse,
  type Vihf,
  writeSoapRequest,
} from '@inter-ror/csd';
import type { Enregistrement } from '@inter-ror/exposure-model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nation, startNation } from './support/nation.js';

let nation: Nation;
const agents: Agent[] = [];
beforeAll(async () => {
  nation = await startNation(['--offers', '8000', '--isolated', '94']);
}, 420_000);
afterAll(async () => {
  for (const agent of agents) agent.destroy();
  await nation?.stop();
}, 60_000);

/** A listed consumer of the demo, by its profile. */
function client(profile: string) {
  const { ca, cert, key } = nation.ready.clients[profile]!;
  const [pem, agent] = [
    readFileSync(cert, 'utf8'),
    new Agent({ keepAlive: true, ca: readFileSync(ca), cert: readFileSync(cert), key: readFileSync(key) }),
  ];
  agents.push(agent);
  const subject = new X509Certificate(pem).subject.split('\n').reverse().join(',');
  const vihf = (profil: string, emetteur = subject): Vihf => ({
    id: '6f1c7d2e-0000-4000-8000-000000000002',
    emission: '2026-01-31T08:30:00Z',
    emetteur,
    sujet: '199999999999999/1',
    authentification: '2026-01-31T08:30:00Z',
    nomSujet: 'logiciel de test',
    role: { code: 'AUTOMATE', oid: OID_ROLE },
    profil: { code: profil, oid: OID_PROFIL },
  });
  const send = (url: string, envelope: string) =>
    new Promise<Buffer>((resolve, reject) => {
      const req = request(
        url,
        { method: 'POST', agent, headers: { 'content-type': 'application/soap+xml; charset=utf-8' } },
        (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => void chunks.push(chunk));
          res.on('end', () => resolve(Buffer.concat(chunks)));
          res.on('error', reject);
        },
      );
      req.on('error', reject).end(envelope);
    });
  return {
    vihf,
    ask: (url: string, demande: DemandeSoap, more: { vihf?: Vihf } = {}) =>
      send(url, writeSoapRequest({ ...demande, ...more })),
    send,
  };
}

const adapter = (code: string) => nation.ready.regions.find(({ codes }) => codes.includes(code))!.soap;
const gateway = () => nation.ready.gateway.soap;

const recherche = (more: Partial<RechercheV1>): DemandeSoap => ({
  operation: 'recherche',
  recherche: { classesAge: [], modesPriseEnCharge: [], activites: [], destinations: [], ...more },
});
const lieu = (type: string, code: string, distanceKm?: number) => ({
  type: { code: type, oid: OID_V1.typeDivision },
  code,
  ...(distanceKm === undefined ? {} : { distanceKm }),
});

function resultat(message: Buffer): ResultatV1 {
  const reponse = readRechercheResponse(message);
  if (!('resultat' in reponse)) throw new Error(message.toString());
  return reponse.resultat;
}
const ids = ({ organisationsInternes }: ResultatV1) => organisationsInternes.map(({ id }) => id);

async function lire(message: Buffer) {
  const records: Enregistrement[] = [];
  const issue = await readLectureResponse([message], { surEnregistrement: (e) => records.push(e) });
  return { issue, records };
}

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
    const demande: DemandeSoap = {
      operation: 'notification',
      demande: { dateRef: '2000-01-01T00:00:00Z', champsActivite: [], publics: [] },
    };
    const lue = readNotificationResponse(await tout.ask(gateway(), demande));
    if (!('reponse' in lue)) throw new Error(JSON.stringify(lue));
    const { etablissements, nombre } = lue.reponse;
    expect(etablissements.length).toBe(nombre);
    const deBretagne = readNotificationResponse(await tout.ask(adapter('53'), demande));
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
    const seule: DemandeSoap = {
      operation: 'lectureOrganisationInterne',
      organisation: { valeur: oi, autorite: OID_LECTURE.etablissement },
    };
    const { records } = await tout.ask(gateway(), seule).then(lire);
    expect(records.filter(estUniteElementaire).map(({ valeur }) => valeur.id)).toEqual([oi]);
    const ailleurs = await tout.ask(adapter('11'), seule).then(lire);
    expect(ailleurs.issue).toMatchObject({ erreur: { code: 404, texte: 'ORGANISATION_INCONNUE' } });
  });

  it('shows the public, by any way, what is public and nothing else', async () => {
    const [tout, publique] = [client('1'), client('0')];
    const demande: DemandeSoap = {
      operation: 'notification',
      demande: { dateRef: '2000-01-01T00:00:00Z', champsActivite: [], publics: [] },
    };
    const lue = readNotificationResponse(await tout.ask(adapter('53'), demande));
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
      const changes = await ask(gateway(), {
        operation: 'notification',
        demande: { dateRef: '2000-01-01T00:00:00Z', champsActivite: [], publics: [] },
      });
      expect(readNotificationResponse(changes)).toMatchObject({ faute: { erreur: { texte: 'REPONSE_PARTIELLE' } } });
    } finally {
      process.kill(corse.pid, 'SIGCONT');
    }
  });
});
