import { X509Certificate } from 'node:crypto';
import { type Droits, droitsDe, HORS_OFFRE } from '@inter-ror/access-policy';
import type { AuditEvent } from '@inter-ror/audit';
import {
  type DemandeEtablissement,
  estUniteElementaire,
  OID_LECTURE,
  OID_PROFIL,
  OID_ROLE,
  OID_V1,
  type RechercheV1,
  readLectureResponse,
  readNotificationResponse,
  readRechercheResponse,
  type Vihf,
  writeLectureEtablissementRequest,
  writeLectureOrganisationInterneRequest,
  writeNotificationRequest,
  writeRechercheRequest,
} from '@inter-ror/csd';
import { genererInstance, INSTANCES } from '@inter-ror/demo-nation';
import type { Enregistrement, Organisation, OrganisationInterne } from '@inter-ror/exposure-model';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { cleCode } from '@inter-ror/nomenclatures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, openNetwork } from './server-harness.js';

const instance = INSTANCES.find(({ codes }) => codes[0] === '53')!;
const RECORDS = [...genererInstance({ instance, nombreOffres: 12_000 })];
const organisations = RECORDS.flatMap((e) => (e.sorte === 'organisation' ? [e.valeur] : []));
const unites = RECORDS.flatMap((e) => (e.sorte === 'organisationInterne' ? [e.valeur] : []));
const sites = organisations.filter(({ entiteJuridiqueId }) => entiteJuridiqueId !== undefined);

const siteDe = (oi: OrganisationInterne) => oi.rattachements![0]!.entiteGeographiqueId;
const duSite = (id: string) => unites.filter((oi) => siteDe(oi) === id);
const estUE = (oi: OrganisationInterne) => estUniteElementaire({ sorte: 'organisationInterne', valeur: oi });
const sensible = (oi: OrganisationInterne) => oi.complement!.uniteSensible;
const idNatStruct = ({ identifiants }: Organisation) => identifiants![0]!.valeur;

/** A site with sensitive units and units that are not, of several fields of activity. */
const site = sites.find((eg) => {
  const siennes = duSite(eg.id).filter(estUE);
  const champs = new Set(siennes.map((oi) => oi.complement!.champsActivite[0]!.code));
  return siennes.some(sensible) && siennes.some((oi) => !sensible(oi)) && champs.size > 1;
})!;

const demandeDe = (valeur: string, more: Partial<DemandeEtablissement> = {}): DemandeEtablissement => ({
  etablissement: { valeur, autorite: OID_LECTURE.etablissement },
  champsActivite: [],
  publics: [],
  ...more,
});

const recherche = (more: Partial<RechercheV1> = {}): RechercheV1 => ({
  classesAge: [],
  modesPriseEnCharge: [],
  activites: [],
  destinations: [{ type: { code: '1', oid: OID_V1.typeDivision }, code: '53' }],
  ...more,
});

function vihfDe({ cert }: TlsIdentity, profil: string, emetteur?: string): Vihf {
  const subject = new X509Certificate(cert).subject.split('\n').reverse().join(',');
  return {
    id: '6f1c7d2e-0000-4000-8000-000000000001',
    emission: '2026-01-31T08:30:00Z',
    emetteur: emetteur ?? subject,
    sujet: '199999999999999/1',
    authentification: '2026-01-31T08:30:00Z',
    nomSujet: 'logiciel de test',
    role: { code: 'AUTOMATE', oid: OID_ROLE },
    profil: { code: profil, oid: OID_PROFIL },
  };
}

async function lire({ body }: Answer) {
  const records: Enregistrement[] = [];
  const issue = await readLectureResponse([Buffer.from(body)], { surEnregistrement: (e) => records.push(e) });
  return { issue, records };
}
const recherchee = ({ body }: Answer) => readRechercheResponse(Buffer.from(body));
const idsDe = (records: Enregistrement[], sorte: Enregistrement['sorte']) =>
  records.filter((e) => e.sorte === sorte).map(({ valeur }) => valeur.id);

describe('the inter-ROR flows at the address of an adapter', () => {
  let network: Awaited<ReturnType<typeof openNetwork>>;
  const events: AuditEvent[] = [];
  let clients: Record<'tout' | 'public' | 'orientation', ReturnType<typeof network.asker>>;
  let identite: TlsIdentity;

  beforeAll(async () => {
    network = await openNetwork();
    const file = network.writeRegion('demo.xml', { enregistrements: () => RECORDS } as never);
    identite = await network.admit('consumer', 'logiciel', { profile: 1 });
    const publique = await network.admit('consumer', 'site public', { profile: 0 });
    const orientation = await network.admit('consumer', 'orientation', { profile: 2 });
    const adapter = await network.start({ onAccess: (event) => events.push(event) });
    await adapter.recharger(file);
    clients = {
      tout: network.asker(adapter, identite),
      public: network.asker(adapter, publique),
      orientation: network.asker(adapter, orientation),
    };
  }, 120_000);
  afterAll(() => network.close());

  /** Decisions that refuse, as the journal holds them. */
  const refus = () =>
    events.map(({ after }) => (after as { decision: string }).decision).filter((decision) => decision !== 'SERVI');
  const lecture = (demande: DemandeEtablissement, client = clients.tout, vihf?: Vihf) =>
    client.soap(writeLectureEtablissementRequest(demande, vihf)).then(lire);

  it('tells the whole tree of an establishment, and counts its units (RG_ALIM_016, 018, 019)', async () => {
    const { issue, records } = await lecture(demandeDe(idNatStruct(site)));
    const attendues = duSite(site.id);
    expect(idsDe(records, 'organisation').sort()).toEqual([site.entiteJuridiqueId, site.id].sort());
    expect(idsDe(records, 'organisationInterne').sort()).toEqual(attendues.map(({ id }) => id).sort());
    expect(issue).toMatchObject({
      rapport: { facilityNumber: attendues.filter(estUE).length, nombreAnomalies: 0, elementsEtrangers: 0 },
    });
    const lue = records.find((e) => e.valeur.id === attendues.find(estUE)!.id)!;
    expect(lue.valeur).toEqual(attendues.find(estUE));
    const activites = new Set(idsDe(records, 'activite'));
    for (const oi of attendues) for (const s of oi.rattachements![0]!.services ?? []) expect(activites).toContain(s.id);
  });

  it('is the same by FINESS number, and for a legal entity gives all its sites', async () => {
    const parFiness = await lecture(demandeDe(idNatStruct(site).slice(1)));
    expect(idsDe(parFiness.records, 'organisationInterne')).toHaveLength(duSite(site.id).length);
    const plusieurs = organisations.find(
      (ej) => sites.filter(({ entiteJuridiqueId }) => entiteJuridiqueId === ej.id).length > 1,
    )!;
    const { records } = await lecture(demandeDe(idNatStruct(plusieurs)));
    const siens = sites.filter(({ entiteJuridiqueId }) => entiteJuridiqueId === plusieurs.id);
    expect(idsDe(records, 'organisation').sort()).toEqual([plusieurs.id, ...siens.map(({ id }) => id)].sort());
  });

  it('gives the field of activity asked, whatever its padding, and what is above (RG_ALIM_020)', async () => {
    const champ = duSite(site.id).find(estUE)!.complement!.champsActivite[0]!;
    const demande = demandeDe(idNatStruct(site), {
      champsActivite: [{ code: champ.code.replace(/^0+/, ''), oid: OID_LECTURE.champActivite }],
    });
    const { issue, records } = await lecture(demande);
    const duChamp = duSite(site.id).filter(
      (oi) => estUE(oi) && oi.complement!.champsActivite.some(({ code }) => cleCode(code) === cleCode(champ.code)),
    );
    expect(issue).toMatchObject({ rapport: { facilityNumber: duChamp.length } });
    expect(duChamp.length).toBeLessThan(duSite(site.id).filter(estUE).length);
    const donnees = new Set(idsDe(records, 'organisationInterne'));
    for (const { sorte, valeur } of records) {
      if (sorte === 'organisationInterne' && valeur.complement?.parentId)
        expect(donnees).toContain(valeur.complement.parentId);
    }
  });

  it('gives what changed since a date', async () => {
    const dates = duSite(site.id)
      .map(({ metadonnees }) => metadonnees.miseAJour)
      .sort();
    const dateRef = dates[Math.floor(dates.length / 2)]!;
    const { issue } = await lecture(demandeDe(idNatStruct(site), { dateRef }));
    const depuis = duSite(site.id).filter((oi) => estUE(oi) && oi.metadonnees.miseAJour >= dateRef);
    expect(issue).toMatchObject({ rapport: { facilityNumber: depuis.length } });
  });

  it('gives a restricted organisation without units, nor tariffs (RG_ALIM_015)', async () => {
    const tarife = sites.find(({ complement }) => complement?.tarifs !== undefined)!;
    const complete = await lecture(demandeDe(idNatStruct(tarife)));
    const { issue, records } = await lecture(demandeDe(idNatStruct(tarife), { restreinte: true }));
    const eg = (lus: Enregistrement[]) => lus.find(({ valeur }) => valeur.id === tarife.id)!.valeur as Organisation;
    expect(eg(complete.records).complement!.tarifs).toBeDefined();
    expect(eg(records).complement!.tarifs).toBeUndefined();
    expect(issue).toMatchObject({ rapport: { facilityNumber: 0 } });
    for (const sorte of ['activite', 'professionnel', 'equipement'] as const) expect(idsDe(records, sorte)).toEqual([]);
    expect(records.some((e) => estUniteElementaire(e))).toBe(false);
  });

  it('says nothing to the public of sensitive units, nor of what the table keeps from it', async () => {
    const { issue, records } = await lecture(demandeDe(idNatStruct(site)), clients.public);
    const vues = duSite(site.id).filter((oi) => !sensible(oi));
    expect(idsDe(records, 'organisationInterne').sort()).toEqual(vues.map(({ id }) => id).sort());
    expect(issue).toMatchObject({ rapport: { facilityNumber: vues.filter(estUE).length } });
    const droits: Droits = droitsDe(0, HORS_OFFRE);
    expect(droits.voit.equipement).toBe(false);
    expect(idsDe(records, 'equipement')).toEqual([]);
    const texte = JSON.stringify(records);
    for (const cache of ['"disponibles"', '"capaciteCrise"', '"competences"', '"zonePoser"', '"uniteSensible":true']) {
      expect(texte).not.toContain(cache);
    }
    for (const oi of duSite(site.id).filter(sensible)) expect(texte).not.toContain(oi.id);
  });

  it('tells one internal organisation, with what is above and below it', async () => {
    const haute = duSite(site.id).find((oi) => !estUE(oi) && oi.complement!.parentId !== undefined)!;
    const reponse = await clients.tout.soap(
      writeLectureOrganisationInterneRequest({ valeur: haute.id, autorite: 'urn:test' }),
    );
    const { records } = await lire(reponse);
    const donnees = idsDe(records, 'organisationInterne');
    expect(donnees).toContain(haute.id);
    expect(donnees).toContain(haute.complement!.parentId);
    const dessous = duSite(site.id).filter(({ complement }) => complement!.parentId === haute.id);
    for (const { id } of dessous) expect(donnees).toContain(id);
    expect(donnees.length).toBeLessThan(duSite(site.id).length);
  });

  it('answers an error and nothing else for what it does not hold (RG_ALIM_023)', async () => {
    const { issue, records } = await lecture(demandeDe('1999999999'));
    expect(records).toEqual([]);
    expect(issue).toEqual({
      erreur: { code: 404, message: expect.stringContaining('1999999999'), texte: 'ETABLISSEMENT_INCONNU' },
    });
    const cachee = duSite(site.id).find(sensible)!;
    const refus = await clients.public.soap(
      writeLectureOrganisationInterneRequest({ valeur: cachee.id, autorite: 'urn:test' }),
    );
    expect((await lire(refus)).issue).toMatchObject({ erreur: { texte: 'ORGANISATION_INCONNUE' } });
  });

  it('lists the establishments that changed, and only them', async () => {
    const notifier = async (dateRef: string, client = clients.tout, champs: string[] = []) => {
      const champsActivite = champs.map((code) => ({ code, oid: OID_LECTURE.champActivite }));
      const { body } = await client.soap(writeNotificationRequest({ dateRef, champsActivite, publics: [] }));
      const lue = readNotificationResponse(Buffer.from(body));
      if ('faute' in lue) throw new Error(lue.faute.raison);
      return lue.reponse;
    };
    const toutes = await notifier('2000-01-01T00:00:00Z');
    expect(toutes.nombre).toBe(sites.length);
    expect(toutes.etablissements.map(({ etablissement }) => etablissement.valeur).sort()).toEqual(
      sites.map(idNatStruct).sort(),
    );
    const dates = RECORDS.filter((e) => e.sorte !== 'activite' && e.sorte !== 'equipement')
      .map(({ valeur }) => valeur.metadonnees.miseAJour)
      .sort();
    const dateRef = dates[dates.length - 3]!;
    const recentes = await notifier(dateRef);
    expect(recentes.nombre).toBeGreaterThan(0);
    expect(recentes.nombre!).toBeLessThanOrEqual(3);
    const ville = await notifier('2000-01-01T00:00:00Z', clients.tout, ['5']);
    const enVille = new Set(
      unites.filter((oi) => oi.complement!.champsActivite.some(({ code }) => cleCode(code) === '5')).map(siteDe),
    );
    expect(ville.nombre).toBe(enVille.size);
    expect((await notifier('2999-01-01T00:00:00Z')).nombre).toBe(0);
  });

  it('searches its region by codes without their zeros, and counts what it gives', async () => {
    const ue = unites.find((oi) => estUE(oi) && !sensible(oi) && oi.complement!.modePriseEnCharge.code.length === 2)!;
    const mode = ue.complement!.modePriseEnCharge.code;
    const reponse = recherchee(
      await clients.tout.soap(
        writeRechercheRequest(
          recherche({ modesPriseEnCharge: [{ code: mode.replace(/^0+/, ''), oid: OID_V1.modePriseEnCharge }] }),
        ),
      ),
    );
    if (!('resultat' in reponse)) throw new Error(JSON.stringify(reponse));
    const { resultat } = reponse;
    expect(resultat.nombre).toBe(resultat.organisationsInternes.length);
    expect(resultat.nombre).toBeGreaterThan(0);
    expect(resultat.nombre).toBeLessThanOrEqual(199);
    const organisation = new Map(resultat.organisations.map((o) => [o.id, o]));
    const services = new Set(resultat.services.map(({ id }) => id));
    for (const oi of resultat.organisationsInternes) {
      expect(oi.modesPriseEnCharge).toEqual([{ code: mode, oid: OID_V1.modePriseEnCharge }]);
      const [eg] = oi.organisations;
      expect(organisation.get(organisation.get(eg!.id)!.parent!)!.parent).toBeUndefined();
      for (const service of eg!.services) expect(services).toContain(service);
    }
  });

  it('gives by class of age only units that take it, whichever OID types the place', async () => {
    for (const oid of [OID_V1.typeDivision, OID_V1.typeDivisionNos]) {
      const reponse = recherchee(
        await clients.tout.soap(
          writeRechercheRequest(
            recherche({
              classesAge: [{ code: '3', oid: OID_V1.classeAge }],
              destinations: [{ type: { code: '02', oid }, code: '29' }],
            }),
          ),
        ),
      );
      if (!('resultat' in reponse)) throw new Error(JSON.stringify(reponse));
      expect(reponse.resultat.nombre).toBeGreaterThan(0);
      for (const { classesAge } of reponse.resultat.organisationsInternes) {
        expect(classesAge.map(({ code }) => code)).toContain('03');
      }
    }
  });

  it('names a fault, its code and its mend', async () => {
    const fautes: [string, string][] = [
      [
        writeRechercheRequest(recherche({ destinations: [{ type: { code: '9', oid: '' }, code: '53' }] })),
        'DEMANDE_INVALIDE',
      ],
      [
        writeRechercheRequest(recherche({ destinations: [{ type: { code: '1', oid: '' }, code: '99' }] })),
        'DEMANDE_INVALIDE',
      ],
      [writeRechercheRequest(recherche({ classesAge: [{ code: '77', oid: '' }] })), 'DEMANDE_INVALIDE'],
      [writeRechercheRequest(recherche({ acte: { code: '1', oid: '9.9' } })), 'DEMANDE_INVALIDE'],
      [writeRechercheRequest(recherche({ agePatient: { valeur: -4 } })), 'AGE_INVALIDE'],
      ['<a/>', 'PAS_UNE_ENVELOPPE'],
      ['<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'DOCTYPE_REFUSE'],
    ];
    for (const [message, code] of fautes) {
      const reponse = await clients.tout.soap(message);
      expect(reponse.status).toBe(400);
      expect(reponse.headers['content-type']).toMatch(/^application\/soap\+xml/);
      expect(recherchee(reponse)).toMatchObject({ faute: { code: 'Sender', erreur: { code: 400, texte: code } } });
    }
  });

  it('refuses a body that is too long, compressed, or of another type, without reading it', async () => {
    const trop = await clients.tout.soap(Buffer.alloc(300 * 1024, ' '));
    expect(recherchee(trop)).toMatchObject({ faute: { erreur: { code: 413 } } });
    const json = await clients.tout.soap('{}', { 'content-type': 'application/json' });
    expect(recherchee(json)).toMatchObject({ faute: { erreur: { code: 415 } } });
    const gzip = await clients.tout.soap('x', { 'content-encoding': 'gzip' });
    expect(recherchee(gzip)).toMatchObject({ faute: { erreur: { code: 415 } } });
  });

  it('takes the VIHF of the holder of the certificate, within what its entry grants', async () => {
    const restreinte = await lecture(demandeDe(idNatStruct(site)), clients.tout, vihfDe(identite, 'CU23'));
    const publique = await lecture(demandeDe(idNatStruct(site)), clients.public);
    expect(restreinte.records).toEqual(publique.records);
    const entiere = await lecture(demandeDe(idNatStruct(site)), clients.tout, vihfDe(identite, 'CU22'));
    expect(idsDe(entiere.records, 'organisationInterne')).toHaveLength(duSite(site.id).length);
  });

  it('refuses the VIHF of another, and keeps it in its journal', async () => {
    events.length = 0;
    const autre = await lecture(demandeDe(idNatStruct(site)), clients.tout, vihfDe(identite, 'CU23', 'CN=autre'));
    expect(autre.issue).toMatchObject({ faute: { code: 'Sender', erreur: { code: 403, texte: 'VIHF_EMETTEUR' } } });
    const volee = await lecture(demandeDe(idNatStruct(site)), clients.public, vihfDe(identite, 'CU22'));
    expect(volee.issue).toMatchObject({ faute: { erreur: { code: 403, texte: 'VIHF_EMETTEUR' } } });
    expect(refus()).toEqual(['VIHF_EMETTEUR', 'VIHF_EMETTEUR']);
  });

  it('refuses a VIHF that is badly made, or that Ror-* headers contradict, and keeps it in its journal', async () => {
    events.length = 0;
    const juste = writeLectureEtablissementRequest(demandeDe(idNatStruct(site)), vihfDe(identite, 'CU22')).toString();
    const anonyme = await lire(await clients.tout.soap(juste.replace(/<saml:Issuer.*<\/saml:Issuer>/, '')));
    expect(anonyme.issue).toMatchObject({ faute: { erreur: { code: 400, texte: 'VIHF_INVALIDE' } } });
    const avec = async (code: string) =>
      (await lire(await clients.tout.soap(juste, { 'ror-profil-utilisateur-code': code }))).issue;
    expect(await avec('CU23')).toMatchObject({ faute: { erreur: { code: 403, texte: 'ENTETES_ROR_INCONNUS' } } });
    expect(await avec('CU22')).toHaveProperty('rapport');
    expect(refus()).toEqual(['VIHF_INVALIDE', 'ENTETES_ROR_INCONNUS']);
  });

  it('refuses a profile that the entry does not grant', async () => {
    events.length = 0;
    const limite = await network.admit('consumer', 'limité', { profile: 0 });
    const adapter = await network.start({ onAccess: (event) => events.push(event) });
    const client = network.asker(adapter, limite);
    const { issue } = await lecture(demandeDe(idNatStruct(site)), client, vihfDe(limite, 'CU22'));
    expect(issue).toMatchObject({ faute: { erreur: { code: 403, texte: 'PROFIL_DEPASSE' } } });
    expect(refus()).toEqual(['PROFIL_DEPASSE']);
  });

  it('keeps in its journal who read what', async () => {
    events.length = 0;
    await lecture(demandeDe(idNatStruct(site)), clients.orientation);
    await expect
      .poll(() => events)
      .toContainEqual(
        expect.objectContaining({
          action: 'acces',
          after: expect.objectContaining({
            profil: 2,
            decision: 'SERVI',
            objets: [`lectureEtablissement:${idNatStruct(site)}`],
          }),
        }),
      );
  });

  it('says that it has nothing loaded, and that no gateway is there, by faults to be sent again', async () => {
    const vide = await network.start();
    const client = network.asker(vide, identite);
    const rien = recherchee(await client.soap(writeRechercheRequest(recherche())));
    expect(rien).toMatchObject({ faute: { code: 'Receiver', erreur: { code: 503, texte: 'AUCUNE_GENERATION' } } });
    const ailleurs = recherche({ destinations: [{ type: { code: '1', oid: OID_V1.typeDivision }, code: '11' }] });
    const nation = await clients.tout.soap(writeRechercheRequest(ailleurs));
    expect(nation.status).toBe(500);
    expect(recherchee(nation)).toMatchObject({ faute: { erreur: { code: 503, texte: 'NATION_INJOIGNABLE' } } });
  });

  it('answers for its own region when no gateway is there, and names the others as silent', async () => {
    const places = (...codes: string[]) =>
      recherche({ destinations: codes.map((code) => ({ type: { code: '1', oid: OID_V1.typeDivision }, code })) });
    const alone = await clients.tout.soap(writeRechercheRequest(places('53')));
    const both = await clients.tout.soap(writeRechercheRequest(places('11', '53')));
    expect(recherchee(alone)).toHaveProperty('resultat');
    expect(recherchee(both)).toMatchObject({ resultat: (recherchee(alone) as { resultat: object }).resultat });
    expect(alone.body).toContain('regionsManquantes=""');
    expect(both.body).toContain('regionsManquantes="11"');
  });

  it('describes itself at ?wsdl, at the address that was asked', async () => {
    const { status, headers, body } = await clients.tout.get('/soap?wsdl');
    expect([status, headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(body).toMatch(/location="https:\/\/127\.0\.0\.1:\d+\/soap"/);
    expect((await clients.tout.get('/soap')).status).toBe(400);
  });
});
