import { ESPACE_CSD, ESPACE_ROR, ESPACE_SOAP, writeRechercheRequest } from '@inter-ror/csd';
import { exiger, trouver } from '../faults.js';
import { type EnvoiBrut, rechercheEn, type Terrain } from '../ground/index.js';
import { type Corps, famille, type Scenario } from '../model.js';

const FAUTE = 'une faute SOAP 1.2 : code Sender ou Receiver, raison, HTTP 400 ou 500';
const CODES: ReadonlySet<string> = new Set([
  'Sender',
  'Receiver',
  'VersionMismatch',
  'MustUnderstand',
  'DataEncodingUnknown',
]);
const PROMPT_MS = 5_000;

/** A message that no server may answer with a result. */
function refuse(
  titre: string,
  regle: string,
  envoi: (t: Terrain) => EnvoiBrut,
  exigence: 'faute' | 'refus' = 'faute',
): Corps {
  return {
    titre,
    regle,
    attendu: exigence === 'faute' ? FAUTE : 'un refus (faute, erreur dite ou HTTP 400 et plus), en moins de 5 s',
    async jouer(t) {
      const { statut, enveloppe, dureeMs } = await t.brut(envoi(t));
      exiger(dureeMs <= PROMPT_MS, `refusé en ${dureeMs} ms`);
      const faute = enveloppe?.faute;
      if (exigence === 'refus') {
        const dite = faute !== undefined || enveloppe?.corps?.enfants.some(({ local }) => local === 'error') === true;
        exiger(dite || statut >= 400, `HTTP ${statut} et un résultat`);
        return faute?.raison ?? `HTTP ${statut}`;
      }
      exiger(faute !== undefined, `HTTP ${statut} sans faute SOAP`);
      exiger(enveloppe?.soap12 === true, 'une faute qui n’est pas de SOAP 1.2');
      exiger(CODES.has(faute.code), `code de faute « ${faute.code} »`);
      exiger(faute.raison !== '', 'une faute sans raison');
      exiger(statut >= 400, `HTTP ${statut} pour une faute`);
      return `${faute.code} : ${faute.raison}`;
    },
  };
}

const enveloppe = (corps: string, espace = ESPACE_SOAP) =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${espace}"><s:Header/><s:Body>${corps}</s:Body></s:Envelope>`;

const v1 = (autres: string) =>
  enveloppe(
    `<ror:careServicesRequest xmlns:ror="${ESPACE_ROR}"><function><requestParams><organization/><facility/><service/><device/><otherParams>${autres}</otherParams></requestParams></function></ror:careServicesRequest>`,
  );
const destination = (type: string, code: string, reste = '') =>
  `<destination><type code="${type}" codingScheme="1.2.250.1.213.2.3.2"/><code code="${code}" codingSchemeName="1.2.250.1.213.2.25"/>${reste}</destination>`;

const bonne = (t: Terrain) =>
  writeRechercheRequest(rechercheEn([trouver(t.connu.region ?? t.connu.communes[0], 'aucun lieu connu')]));

const NIVEAUX = 10_000;
const EN_TETE_OCTETS = 2 << 20;

export const SCENARIOS_ERREUR: readonly Scenario[] = famille('erreur', 'ER', [
  refuse('Un message qui n’est pas du XML', 'SOAP 1.2', () => ({ corps: 'bonjour' })),
  refuse('Un message coupé', 'SOAP 1.2', (t) => ({ corps: bonne(t).slice(0, 300) })),
  refuse('Un corps vide', 'SOAP 1.2', () => ({ corps: enveloppe('') })),
  refuse('Une enveloppe de SOAP 1.1', 'SOAP 1.2, versions', (t) => ({
    corps: bonne(t).replaceAll(ESPACE_SOAP, 'http://schemas.xmlsoap.org/soap/envelope/'),
  })),
  refuse('Une opération inconnue', 'WSDL', () => ({ corps: enveloppe('<inconnue xmlns="urn:exemple:invalid"/>') })),
  refuse('Une recherche sans destination', 'Recherche v1, destination 1..*', () => ({ corps: v1('') }), 'refus'),
  refuse(
    'Une destination sans code',
    'Recherche v1, destination/code',
    () => ({
      corps: v1('<destination><type code="1" codingScheme="1.2.250.1.213.2.3.2"/></destination>'),
    }),
    'refus',
  ),
  refuse(
    'Un type de division inconnu',
    'Recherche v1, TRE_R201',
    () => ({ corps: v1(destination('9', '53')) }),
    'refus',
  ),
  refuse(
    'Une distance qui n’est pas un nombre',
    'Recherche v1, distance/@value',
    (t) => ({
      corps: v1(
        destination('3', trouver(t.connu.communes[0], 'aucune commune connue').code, '<distance value="loin"/>'),
      ),
    }),
    'refus',
  ),
  refuse(
    'Un âge qui n’est pas un nombre',
    'Recherche v1, patient/age/value',
    (t) => ({
      corps: v1(
        `${destination('1', trouver(t.connu.region, 'aucune région connue').code)}<patient><age><value>vieux</value></age></patient>`,
      ),
    }),
    'refus',
  ),
  refuse(
    'Une lecture sans établissement',
    'TR_Lecture-OffresSanteEtablissement',
    () => ({
      corps: enveloppe(
        `<careServicesRequest xmlns="${ESPACE_CSD}"><function urn="urn:asip:ror:lecture:offreSoinEtablissement:2017" encapsulated="true"><TR_Lecture-OffresSanteEtablissement><etablissementDemandeLecture/></TR_Lecture-OffresSanteEtablissement></function></careServicesRequest>`,
      ),
    }),
    'refus',
  ),
  refuse(
    'Une liste depuis une date illisible',
    'TR-Notif-ListeEtablissementsMajApresDate, dateRef',
    () => ({
      corps: enveloppe(
        `<r:TR-Notif-ListeEtablissementsMajApresDate_Demande xmlns:r="${ESPACE_ROR}" xmlns="${ESPACE_CSD}"><params><dateRef>hier</dateRef></params></r:TR-Notif-ListeEtablissementsMajApresDate_Demande>`,
      ),
    }),
    'refus',
  ),
  refuse(
    'Un message avec un DOCTYPE',
    'Sûreté : entités externes',
    (t) => ({
      corps: bonne(t).replace('?>', '?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'),
    }),
    'refus',
  ),
  refuse(
    'Une bombe d’entités',
    'Sûreté',
    (t) => {
      const entites = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
      return { corps: bonne(t).replace('?>', `?><!DOCTYPE a [<!ENTITY e0 "aaaaaaaaaa">${entites}]>`) };
    },
    'refus',
  ),
  refuse(
    `Un message de ${NIVEAUX} niveaux`,
    'Sûreté',
    () => ({
      corps: enveloppe('<a>'.repeat(NIVEAUX) + '</a>'.repeat(NIVEAUX)),
      montre: `une enveloppe de ${NIVEAUX} éléments les uns dans les autres`,
    }),
    'refus',
  ),
  refuse(
    'Un en-tête de 2 Mo',
    'Sûreté',
    (t) => ({
      corps: bonne(t).replace(
        '<soap:Body>',
        `<soap:Header><x>${'a'.repeat(EN_TETE_OCTETS)}</x></soap:Header><soap:Body>`,
      ),
      montre: `une enveloppe dont l’en-tête a ${EN_TETE_OCTETS} caractères`,
    }),
    'refus',
  ),
  {
    titre: 'Après toutes ces erreurs, une bonne recherche est servie',
    regle: 'Sûreté',
    attendu: 'un résultat',
    async jouer(t) {
      const lieu = trouver(t.connu.region ?? t.connu.communes[0], 'aucun lieu connu');
      const { lue } = await t.rechercheFraiche(rechercheEn([lieu]));
      exiger(lue.resultat, lue.faute?.raison ?? 'pas de résultat');
      return `${lue.ois.length} organisations internes`;
    },
  },
]);
