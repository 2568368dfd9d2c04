import { X509Certificate } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { writeFault } from '@inter-ror/csd';
import { ecrireExports, INSTANCES } from '@inter-ror/demo-nation';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from '../../../regional-adapter/test/server-harness.js';
import { bilan, type Essai, essayer, type Famille, ligneDe, SCENARIOS } from '../src/index.js';
import { type Defaut, startWrongServer } from './support/wrong-server.js';

let network: Awaited<ReturnType<typeof openNetwork>>;
let identity: TlsIdentity;
let url: string;

beforeAll(async () => {
  network = await openNetwork();
  const instances = INSTANCES.filter(({ codes }) => codes.includes('53'));
  const [ecrit] = await ecrireExports({ dir: network.dir, nombreOffres: 3_000, graine: 7, instances });
  const adapter = await network.start({ source: { fichier: ecrit!.fichier } });
  await adapter.demarrage;
  identity = await network.admit('consumer', 'editeur');
  url = `${adapter.url}/soap`;
}, 120_000);
afterAll(() => network?.close());

const pem = ({ key, cert, ca }: TlsIdentity) => ({ key: String(key), cert: String(cert), ca: ca.join('\n') });

/** The run of some families against a server that has a defect. */
async function essai(familles: Famille[], defaut: Defaut): Promise<Essai> {
  const server = await startWrongServer(url, identity, defaut);
  try {
    return await essayer({ cible: { url: server.url, cert: String(identity.cert) }, familles });
  } finally {
    await server.close();
  }
}

const enEchec = ({ verdicts }: Essai) => verdicts.filter(({ resultat }) => resultat === 'ECHEC').map(({ id }) => id);

describe('A right server, the façade of an adapter', () => {
  it('conforms over mutual TLS, scenario by scenario', async () => {
    const juste = await essayer({ cible: { url, ...pem(identity) } });
    expect(juste.verdicts).toHaveLength(SCENARIOS.length);
    expect(juste.verdicts.filter(({ resultat }) => resultat === 'ECHEC').map(ligneDe)).toEqual([]);
    // What is without object here is few: the rest was really tried.
    expect(juste.comptes.REUSSI, bilan(juste)).toBeGreaterThan(180);
    expect(juste.decouverte).toMatchObject({ entier: true, lus: 12, manques: [] });
    const { echanges } = juste.verdicts.find(({ id }) => id === 'CR-01')!;
    expect(echanges[0]).toMatchObject({ statut: 200, envoye: expect.stringContaining('careServicesRequest') });
  }, 120_000);
});

/** The name of the right certificate, as a server that does not look at names would take it. */
const sujet = () => new X509Certificate(identity.cert).subject.split('\n').reverse().join(',');

const surV1 = (changer: (corps: string, demande: string) => string): Defaut => ({
  reponse: (r, demande) =>
    r.statut === 200 && demande.includes('requestParams') ? { ...r, corps: changer(r.corps, demande) } : r,
});
const surLecture = (changer: (corps: string) => string): Defaut => ({
  reponse: (r) => (r.corps.includes('<facilityNumber>') ? { ...r, corps: changer(r.corps) } : r),
});
const surListe = (changer: (corps: string) => string): Defaut => ({
  reponse: (r) => (r.corps.includes('MajApresDate_Reponse') ? { ...r, corps: changer(r.corps) } : r),
});
const plusUn = (corps: string, balise: string) =>
  corps.replace(new RegExp(`<${balise}>(\\d+)<`), (_, n) => `<${balise}>${Number(n) + 1}<`);
const moinsUn = (corps: string, balise: string) =>
  corps.replace(new RegExp(`<${balise}>(\\d+)<`), (_, n) => `<${balise}>${Number(n) - 1}<`);
const compterCriteres = (demande: string) =>
  (demande.match(/<(?:typeOfCare|codedType|act|ageGroup)\b|<device><type/g) ?? []).length;

/** What breaks one rule, and scenarios that must see it. */
const DEFAUTS: readonly (readonly [quoi: string, famille: Famille, scenarios: string[], defaut: Defaut])[] = [
  ['un compte v1 faux', 'compte', ['CO-01', 'CO-09'], surV1((corps) => plusUn(corps, 'OInumber'))],
  ['un compte d’unités faux', 'compte', ['CO-10'], surLecture((corps) => plusUn(corps, 'facilityNumber'))],
  ['un compte d’établissements faux', 'compte', ['CO-14'], surListe((corps) => plusUn(corps, 'result'))],
  [
    'des descendants qualifiés',
    'schema',
    ['SC-04', 'SC-05'],
    surV1((c) => c.replace('<result>', '<result xmlns="urn:asip:ror:2015">')),
  ],
  ['un type de média de SOAP 1.1', 'schema', ['SC-02'], { reponse: (r) => ({ ...r, type: 'text/xml' }) }],
  [
    'des annuaires en désordre',
    'schema',
    ['SC-06'],
    surV1((c) =>
      c.replace(/(<serviceDirectory>.*<\/serviceDirectory>)(<facilityDirectory>.*<\/facilityDirectory>)/s, '$2$1'),
    ),
  ],
  [
    'un élément hors de sa place',
    'schema',
    ['SC-11'],
    surLecture((c) =>
      c.replace(/(<careMode[^>]*(?:\/>|>[^<]*<\/careMode>))(\s*)(<patientsType>.*?<\/patientsType>)/s, '$3$2$1'),
    ),
  ],
  [
    'un élément présent deux fois',
    'schema',
    ['SC-12'],
    surLecture((c) => c.replace(/<careMode[^>]*(?:\/>|>[^<]*<\/careMode>)/, '$&$&')),
  ],
  ['un élément inconnu', 'schema', ['SC-13'], surLecture((c) => c.replace(/<careMode/, '<inconnu/><careMode'))],
  [
    'une liste à la racine au pluriel',
    'schema',
    ['SC-16'],
    surListe((c) => c.replaceAll('ListeEtablissementMaj', 'ListeEtablissementsMaj')),
  ],
  [
    'un enregistrement oublié quand il y a un critère',
    'critere',
    ['CR-01'],
    surV1((corps, demande) => {
      if (compterCriteres(demande) === 0 || corps.includes('<OInumber>0<')) return corps;
      return moinsUn(corps.replace(/<facility .*?<\/facility>/s, ''), 'OInumber');
    }),
  ],
  [
    'un critère ignoré',
    'critere',
    ['CR-11', 'CR-15'],
    { demande: (d) => (d.includes('requestParams') ? d.replace(/<typeOfCare[^>]*\/>/g, '') : d) },
  ],
  [
    'un deuxième critère ignoré',
    'combinaison',
    ['CB-01'],
    { demande: (d) => (compterCriteres(d) > 1 ? d.replace(/<typeOfCare[^>]*\/>/g, '') : d) },
  ],
  ['un âge ignoré', 'age', ['AG-11'], { demande: (d) => d.replace(/<patient>.*<\/patient>/s, '') }],
  [
    'un département pris pour un autre',
    'territoire',
    ['TE-04'],
    { demande: (d) => d.replace(/(<type code="2"[^>]*\/><code code=)"[0-9]+"/, '$1"48"') },
  ],
  [
    'une entité juridique oubliée',
    'lien',
    ['LI-03'],
    surV1((c) => c.replace(/<parent entityID="[^"]*"\/>/, '<parent entityID="perdue"/>')),
  ],
  [
    'un identifiant répété',
    'identifiant',
    ['ID-01'],
    surV1((c) => {
      const [premier, second] = [...c.matchAll(/<facility entityID="([^"]*)"/g)].map(([, id]) => id!);
      return second === undefined ? c : c.replace(`<facility entityID="${second}"`, `<facility entityID="${premier}"`);
    }),
  ],
  [
    'deux champs d’activité sur une unité',
    'metadonnee',
    ['ME-04'],
    surLecture((c) => c.replace(/<typeActivity[^>]*(?:\/>|>[^<]*<\/typeActivity>)/g, '$&$&')),
  ],
  [
    'un élément obligatoire absent',
    'metadonnee',
    ['ME-03'],
    surLecture((c) => c.replace(/<sensitiveUnit>[^<]*<\/sensitiveUnit>/, '')),
  ],
  [
    'une mise à jour avant la création',
    'metadonnee',
    ['ME-07'],
    surLecture((c) => c.replace(/updated="[^"]*"/, 'updated="1999-01-01T00:00:00Z"')),
  ],
  [
    'le filtre par champ ignoré',
    'metadonnee',
    ['ME-17'],
    { demande: (d) => (d.includes('TR_Lecture') ? d.replace(/<typeActivity[^>]*\/>/g, '') : d) },
  ],
  [
    'le public servi comme la régulation',
    'confidentialite',
    ['CF-01', 'CF-07'],
    { demande: (d) => d.replace('code="CU23"', 'code="CU22"') },
  ],
  [
    'un VIHF dont l’émetteur n’est pas vérifié',
    'confidentialite',
    ['CF-11'],
    {
      demande: (d) =>
        d.replace(/<saml:Issuer([^>]*)>CN=autre[^<]*<\/saml:Issuer>/, `<saml:Issuer$1>${sujet()}</saml:Issuer>`),
    },
  ],
  [
    'des fautes en HTML',
    'erreur',
    ['ER-01', 'ER-05'],
    {
      reponse: (r) =>
        r.statut >= 400 ? { statut: 200, type: 'text/html', corps: '<html><body>Erreur</body></html>' } : r,
    },
  ],
];

describe('A server that breaks a rule', () => {
  it.each(DEFAUTS)(
    'is seen: %s',
    async (_quoi, famille, scenarios, defaut) => {
      const run = await essai([famille], defaut);
      expect(enEchec(run), bilan(run)).toEqual(expect.arrayContaining(scenarios));
      // Every failure says what was received, and shows the exchange.
      for (const verdict of run.verdicts.filter(({ resultat }) => resultat === 'ECHEC'))
        expect(verdict.recu).not.toBe('');
    },
    60_000,
  );

  it('is asked once more when it says by a Receiver fault that it may be, and not twice', async () => {
    let fautes = 1;
    const plusTard: Defaut = {
      reponse: (r, demande) =>
        demande.includes('MajApresDate_Demande') && fautes-- > 0
          ? { ...r, statut: 500, corps: writeFault({ code: 'Receiver', raison: 'Réessayez.' }) }
          : r,
    };
    const run = await essai(['compte'], plusTard);
    expect(enEchec(run), bilan(run)).toEqual([]);
    expect(run.decouverte.lus).toBe(12);
    fautes = Number.POSITIVE_INFINITY;
    expect(enEchec(await essai(['compte'], plusTard))).toContain('CO-14');
  }, 60_000);

  it('is seen when its answer is slow', async () => {
    const run = await essai(['temps'], {
      reponse: async (r) => {
        if (r.corps.includes('MajApresDate_Reponse')) await setTimeout(5_100);
        return r;
      },
    });
    expect(enEchec(run)).toEqual(['TP-08']);
  }, 60_000);

  it('is not waited for when it does not answer at all', async () => {
    const run = await essayer({ cible: { url: 'http://127.0.0.1:9/soap' }, familles: ['compte'] });
    expect(run.comptes.REUSSI).toBe(0);
    expect(run.decouverte.manques.join()).toContain('pas de réponse');
  });

  it('covers every family', () => {
    const vues = new Set([...DEFAUTS.map(([, famille]) => famille), 'temps']);
    expect(new Set(SCENARIOS.map(({ famille }) => famille))).toEqual(vues);
  });
});
