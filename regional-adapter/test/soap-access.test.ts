import { writeLectureEtablissementRequest, writeRechercheRequest } from '@inter-ror/csd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  demandeDe,
  duSite,
  idNatStruct,
  idsDe,
  lire,
  openSoapRegion,
  recherche,
  recherchee,
  site,
  vihfDe,
} from './soap-region.js';

describe('who asks by the inter-ROR flows, and what is refused', () => {
  let region: Awaited<ReturnType<typeof openSoapRegion>>;
  beforeAll(async () => {
    region = await openSoapRegion();
  }, 120_000);
  afterAll(() => region.network.close());

  /** Decisions that refuse, as the journal holds them. */
  const refus = () =>
    region.events
      .map(({ after }) => (after as { decision: string }).decision)
      .filter((decision) => decision !== 'SERVI');

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
      const reponse = await region.clients.tout.soap(message);
      expect(reponse.status).toBe(400);
      expect(reponse.headers['content-type']).toMatch(/^application\/soap\+xml/);
      expect(recherchee(reponse)).toMatchObject({ faute: { code: 'Sender', erreur: { code: 400, texte: code } } });
    }
  });

  it('refuses a body that is too long, compressed, or of another type, without reading it', async () => {
    const trop = await region.clients.tout.soap(Buffer.alloc(300 * 1024, ' '));
    expect(recherchee(trop)).toMatchObject({ faute: { erreur: { code: 413 } } });
    const json = await region.clients.tout.soap('{}', { 'content-type': 'application/json' });
    expect(recherchee(json)).toMatchObject({ faute: { erreur: { code: 415 } } });
    const gzip = await region.clients.tout.soap('x', { 'content-encoding': 'gzip' });
    expect(recherchee(gzip)).toMatchObject({ faute: { erreur: { code: 415 } } });
  });

  it('takes the VIHF of the holder of the certificate, within what its entry grants', async () => {
    const restreinte = await region.lecture(
      demandeDe(idNatStruct(site)),
      region.clients.tout,
      vihfDe(region.identite, 'CU23'),
    );
    const publique = await region.lecture(demandeDe(idNatStruct(site)), region.clients.public);
    expect(restreinte.records).toEqual(publique.records);
    const entiere = await region.lecture(
      demandeDe(idNatStruct(site)),
      region.clients.tout,
      vihfDe(region.identite, 'CU22'),
    );
    expect(idsDe(entiere.records, 'organisationInterne')).toHaveLength(duSite(site.id).length);
  });

  it('refuses the VIHF of another, and keeps it in its journal', async () => {
    region.events.length = 0;
    const autre = await region.lecture(
      demandeDe(idNatStruct(site)),
      region.clients.tout,
      vihfDe(region.identite, 'CU23', 'CN=autre'),
    );
    expect(autre.issue).toMatchObject({ faute: { code: 'Sender', erreur: { code: 403, texte: 'VIHF_EMETTEUR' } } });
    const volee = await region.lecture(
      demandeDe(idNatStruct(site)),
      region.clients.public,
      vihfDe(region.identite, 'CU22'),
    );
    expect(volee.issue).toMatchObject({ faute: { erreur: { code: 403, texte: 'VIHF_EMETTEUR' } } });
    expect(refus()).toEqual(['VIHF_EMETTEUR', 'VIHF_EMETTEUR']);
  });

  it('refuses a VIHF that is badly made, or that Ror-* headers contradict, and keeps it in its journal', async () => {
    region.events.length = 0;
    const juste = writeLectureEtablissementRequest(
      demandeDe(idNatStruct(site)),
      vihfDe(region.identite, 'CU22'),
    ).toString();
    const anonyme = await lire(await region.clients.tout.soap(juste.replace(/<saml:Issuer.*<\/saml:Issuer>/, '')));
    expect(anonyme.issue).toMatchObject({ faute: { erreur: { code: 400, texte: 'VIHF_INVALIDE' } } });
    const avec = async (code: string) =>
      (await lire(await region.clients.tout.soap(juste, { 'ror-profil-utilisateur-code': code }))).issue;
    expect(await avec('CU23')).toMatchObject({ faute: { erreur: { code: 403, texte: 'ENTETES_ROR_INCONNUS' } } });
    expect(await avec('CU22')).toHaveProperty('rapport');
    expect(refus()).toEqual(['VIHF_INVALIDE', 'ENTETES_ROR_INCONNUS']);
  });

  it('refuses a profile that the entry does not grant', async () => {
    region.events.length = 0;
    const limite = await region.network.admit('consumer', 'limité', { profile: 0 });
    const adapter = await region.network.start({ onAccess: (event) => region.events.push(event) });
    const client = region.network.asker(adapter, limite);
    const { issue } = await region.lecture(demandeDe(idNatStruct(site)), client, vihfDe(limite, 'CU22'));
    expect(issue).toMatchObject({ faute: { erreur: { code: 403, texte: 'PROFIL_DEPASSE' } } });
    expect(refus()).toEqual(['PROFIL_DEPASSE']);
  });

  it('keeps in its journal who read what', async () => {
    region.events.length = 0;
    await region.lecture(demandeDe(idNatStruct(site)), region.clients.orientation);
    await expect
      .poll(() => region.events)
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
});
