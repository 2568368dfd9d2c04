import { type Droits, droitsDe, HORS_OFFRE } from '@inter-ror/access-policy';
import {
  estUniteElementaire,
  OID_LECTURE,
  OID_V1,
  readNotificationResponse,
  writeLectureOrganisationInterneRequest,
  writeNotificationRequest,
  writeRechercheRequest,
} from '@inter-ror/csd';
import type { Enregistrement, Organisation } from '@inter-ror/exposure-model';
import { cleCode } from '@inter-ror/nomenclatures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  demandeDe,
  duSite,
  estUE,
  idNatStruct,
  idsDe,
  lire,
  openSoapRegion,
  organisations,
  RECORDS,
  recherche,
  recherchee,
  sensible,
  site,
  siteDe,
  sites,
  unites,
} from './soap-region.js';

describe('the inter-ROR flows at the address of an adapter', () => {
  let region: Awaited<ReturnType<typeof openSoapRegion>>;
  beforeAll(async () => {
    region = await openSoapRegion();
  }, 120_000);
  afterAll(() => region.network.close());

  it('tells the whole tree of an establishment, and counts its units (RG_ALIM_016, 018, 019)', async () => {
    const { issue, records } = await region.lecture(demandeDe(idNatStruct(site)));
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
    const parFiness = await region.lecture(demandeDe(idNatStruct(site).slice(1)));
    expect(idsDe(parFiness.records, 'organisationInterne')).toHaveLength(duSite(site.id).length);
    const plusieurs = organisations.find(
      (ej) => sites.filter(({ entiteJuridiqueId }) => entiteJuridiqueId === ej.id).length > 1,
    )!;
    const { records } = await region.lecture(demandeDe(idNatStruct(plusieurs)));
    const siens = sites.filter(({ entiteJuridiqueId }) => entiteJuridiqueId === plusieurs.id);
    expect(idsDe(records, 'organisation').sort()).toEqual([plusieurs.id, ...siens.map(({ id }) => id)].sort());
  });

  it('gives the field of activity asked, whatever its padding, and what is above (RG_ALIM_020)', async () => {
    const champ = duSite(site.id).find(estUE)!.complement!.champsActivite[0]!;
    const demande = demandeDe(idNatStruct(site), {
      champsActivite: [{ code: champ.code.replace(/^0+/, ''), oid: OID_LECTURE.champActivite }],
    });
    const { issue, records } = await region.lecture(demande);
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
    const { issue } = await region.lecture(demandeDe(idNatStruct(site), { dateRef }));
    const depuis = duSite(site.id).filter((oi) => estUE(oi) && oi.metadonnees.miseAJour >= dateRef);
    expect(issue).toMatchObject({ rapport: { facilityNumber: depuis.length } });
  });

  it('gives a restricted organisation without units, nor tariffs (RG_ALIM_015)', async () => {
    const tarife = sites.find(({ complement }) => complement?.tarifs !== undefined)!;
    const complete = await region.lecture(demandeDe(idNatStruct(tarife)));
    const { issue, records } = await region.lecture(demandeDe(idNatStruct(tarife), { restreinte: true }));
    const eg = (lus: Enregistrement[]) => lus.find(({ valeur }) => valeur.id === tarife.id)!.valeur as Organisation;
    expect(eg(complete.records).complement!.tarifs).toBeDefined();
    expect(eg(records).complement!.tarifs).toBeUndefined();
    expect(issue).toMatchObject({ rapport: { facilityNumber: 0 } });
    for (const sorte of ['activite', 'professionnel', 'equipement'] as const) expect(idsDe(records, sorte)).toEqual([]);
    expect(records.some((e) => estUniteElementaire(e))).toBe(false);
  });

  it('says nothing to the public of sensitive units, nor of what the table keeps from it', async () => {
    const { issue, records } = await region.lecture(demandeDe(idNatStruct(site)), region.clients.public);
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
    const reponse = await region.clients.tout.soap(
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
    const { issue, records } = await region.lecture(demandeDe('1999999999'));
    expect(records).toEqual([]);
    expect(issue).toEqual({
      erreur: { code: 404, message: expect.stringContaining('1999999999'), texte: 'ETABLISSEMENT_INCONNU' },
    });
    const cachee = duSite(site.id).find(sensible)!;
    const refus = await region.clients.public.soap(
      writeLectureOrganisationInterneRequest({ valeur: cachee.id, autorite: 'urn:test' }),
    );
    expect((await lire(refus)).issue).toMatchObject({ erreur: { texte: 'ORGANISATION_INCONNUE' } });
  });

  it('lists the establishments that changed, and only them', async () => {
    const notifier = async (dateRef: string, client = region.clients.tout, champs: string[] = []) => {
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
    const ville = await notifier('2000-01-01T00:00:00Z', region.clients.tout, ['5']);
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
      await region.clients.tout.soap(
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
        await region.clients.tout.soap(
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

  it('says that it has nothing loaded, and that no gateway is there, by faults to be sent again', async () => {
    const vide = await region.network.start();
    const client = region.network.asker(vide, region.identite);
    const rien = recherchee(await client.soap(writeRechercheRequest(recherche())));
    expect(rien).toMatchObject({ faute: { code: 'Receiver', erreur: { code: 503, texte: 'AUCUNE_GENERATION' } } });
    const ailleurs = recherche({ destinations: [{ type: { code: '1', oid: OID_V1.typeDivision }, code: '11' }] });
    const nation = await region.clients.tout.soap(writeRechercheRequest(ailleurs));
    expect(nation.status).toBe(500);
    expect(recherchee(nation)).toMatchObject({ faute: { erreur: { code: 503, texte: 'NATION_INJOIGNABLE' } } });
  });

  it('answers for its own region when no gateway is there, and names the others as silent', async () => {
    const places = (...codes: string[]) =>
      recherche({ destinations: codes.map((code) => ({ type: { code: '1', oid: OID_V1.typeDivision }, code })) });
    const alone = await region.clients.tout.soap(writeRechercheRequest(places('53')));
    const both = await region.clients.tout.soap(writeRechercheRequest(places('11', '53')));
    expect(recherchee(alone)).toHaveProperty('resultat');
    expect(recherchee(both)).toMatchObject({ resultat: (recherchee(alone) as { resultat: object }).resultat });
    expect(alone.body).toContain('regionsManquantes=""');
    expect(both.body).toContain('regionsManquantes="11"');
  });

  it('describes itself at ?wsdl, at the address that was asked', async () => {
    const { status, headers, body } = await region.clients.tout.get('/soap?wsdl');
    expect([status, headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(body).toMatch(/location="https:\/\/127\.0\.0\.1:\d+\/soap"/);
    expect((await region.clients.tout.get('/soap')).status).toBe(400);
  });
});
