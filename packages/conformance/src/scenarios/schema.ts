import type { CodeAnomalie } from '@inter-ror/csd';
import { exiger, SansObjet, trouver } from '../faults.js';
import { rechercheEn, type Terrain } from '../ground/index.js';
import { type Corps, famille, type Scenario } from '../model.js';
import { enumerer, reference } from './criteria.js';
import { surLus } from './links.js';

const ORDRE = [
  'organizationDirectory',
  'serviceDirectory',
  'facilityDirectory',
  'providerDirectory',
  'deviceDirectory',
];

const ordonnes = (annuaires: readonly string[]) => {
  const rangs = annuaires.map((nom) => ORDRE.indexOf(nom));
  return rangs.every((rang, i) => rang >= 0 && (i === 0 || rang > rangs[i - 1]!));
};

/** The answer of a search, with how it came. */
async function recherchee(t: Terrain) {
  return t.recherche(rechercheEn([reference(t).lieu]));
}

const sansAnomalie = (titre: string, attendu: string, codes: readonly CodeAnomalie[]): Corps =>
  surLus(titre, attendu, 'XSD CSD 2.4', (e) => ({
    vus: e.lue.enregistrements.length,
    faux: e.lue.anomalies
      .filter(({ code }) => codes.includes(code))
      .map(({ chemin, ligne, message }) => `ligne ${ligne}, ${chemin} : ${message}`),
  }));

const wsdl = async (t: Terrain): Promise<string> => {
  const { statut, octets } = await t.lireAdresse(`${t.cible.url}?wsdl`);
  exiger(statut === 200, `HTTP ${statut}`);
  return octets.toString('utf8');
};

export const SCENARIOS_SCHEMA: readonly Scenario[] = famille('schema', 'SC', [
  {
    titre: 'La réponse à une recherche est une enveloppe SOAP 1.2 d’un seul élément',
    regle: 'SOAP 1.2, document/literal',
    attendu: 'Envelope et Body de SOAP 1.2, un élément dans le corps',
    async jouer(t) {
      const { enveloppe } = (await recherchee(t)).lue;
      exiger(enveloppe.soap12, 'autre espace de noms que celui de SOAP 1.2');
      exiger(enveloppe.elementsDuCorps === 1, `${enveloppe.elementsDuCorps} éléments dans le corps`);
      return 'SOAP 1.2, un élément';
    },
  },
  {
    titre: 'La réponse est servie avec le type de SOAP 1.2 et le statut 200',
    regle: 'SOAP 1.2 sur HTTP',
    attendu: 'HTTP 200, application/soap+xml',
    async jouer(t) {
      const { statut, type } = (await recherchee(t)).http;
      exiger(statut === 200, `HTTP ${statut}`);
      exiger(/^application\/soap\+xml\b/i.test(type), `type « ${type} »`);
      return `HTTP ${statut}, ${type}`;
    },
  },
  {
    titre: 'La racine de la réponse à une recherche est careServicesResponse du service',
    regle: 'Recherche v1, urn:asip:ror:2015',
    attendu: '{urn:asip:ror:2015}careServicesResponse',
    async jouer(t) {
      const { enveloppe, racine } = (await recherchee(t)).lue;
      exiger(racine, `{${enveloppe.corps?.uri ?? ''}}${enveloppe.corps?.local ?? ''}`);
      return 'careServicesResponse';
    },
  },
  {
    titre: 'Sous la racine d’une réponse à une recherche, rien n’a d’espace de noms',
    regle: 'Recherche v1 : descendants non qualifiés',
    attendu: 'aucun élément qualifié',
    async jouer(t) {
      const { qualifies } = (await recherchee(t)).lue;
      exiger(qualifies.length === 0, `qualifiés : ${enumerer(qualifies)}`);
      return 'aucun élément qualifié';
    },
  },
  {
    titre: 'Le compte se lit sans espace de noms',
    regle: 'Recherche v1, result/resultNumber/OInumber',
    attendu: 'result, resultNumber et OInumber non qualifiés sous la racine',
    async jouer(t) {
      const { compte } = (await recherchee(t)).lue;
      exiger(compte !== undefined, 'le chemin ne mène à rien sans espace de noms');
      return `OInumber ${compte}`;
    },
  },
  {
    titre: 'Les annuaires d’une réponse à une recherche sont connus et dans l’ordre',
    regle: 'Recherche v1, CSD',
    attendu: ORDRE.join(', '),
    async jouer(t) {
      const { annuaires } = (await recherchee(t)).lue;
      exiger(annuaires.includes('facilityDirectory'), 'pas de facilityDirectory');
      exiger(ordonnes(annuaires), annuaires.join(', '));
      return annuaires.join(', ');
    },
  },
  {
    titre: 'Chaque organisation interne d’une réponse dit son mode de prise en charge',
    regle: 'Recherche v1, facility/typeOfCare',
    attendu: 'typeOfCare avec son code',
    async jouer(t) {
      const { ois } = (await recherchee(t)).lue;
      const sans = ois.filter(({ modes }) => modes.length === 0).map(({ id }) => id);
      exiger(sans.length === 0, `sans mode : ${enumerer(sans)}`);
      return `${ois.length} organisations internes`;
    },
  },
  {
    titre: 'La réponse à une lecture est careServicesResponse de CSD, qualifiée partout',
    regle: 'XSD CSD 2.4, elementFormDefault qualified',
    attendu: 'tous les éléments dans urn:ihe:iti:csd:2013',
    async jouer(t) {
      const { demande } = trouver(t.connu.lus[0], `aucun établissement lu : ${t.connu.manques.join(' ; ')}`);
      const { lue } = await t.lecture({ etablissement: demande, champsActivite: [], publics: [] });
      exiger(lue.racine, `racine {${lue.enveloppe.corps?.uri ?? ''}}${lue.enveloppe.corps?.local ?? ''}`);
      exiger(lue.horsEspace.length === 0, `hors de l’espace de CSD : ${enumerer(lue.horsEspace)}`);
      return 'qualifiée partout';
    },
  },
  surLus(
    'La réponse à une lecture tient les cinq annuaires, dans l’ordre',
    ORDRE.join(', '),
    'XSD CSD 2.4, CSD',
    (e) => ({
      vus: e.lue.annuaires.length,
      faux: e.lue.annuaires.join() === ORDRE.join() ? [] : [e.lue.annuaires.join(', ')],
    }),
  ),
  surLus(
    'La réponse à une lecture se lit d’un bout à l’autre',
    'un document bien formé, lu selon la grammaire',
    'XSD CSD 2.4',
    (e) => ({
      vus: 1,
      faux: e.lue.illisible === undefined ? [] : [e.lue.illisible],
    }),
  ),
  sansAnomalie('À la lecture, les éléments sont dans l’ordre du schéma', 'aucun élément hors de sa place', ['ORDRE']),
  sansAnomalie('À la lecture, aucun élément n’est présent trop de fois', 'les cardinalités du schéma', [
    'CARDINALITE',
    'CHOIX_INVALIDE',
    'EXTENSION_REPETEE',
    'VALEUR_REPETEE',
  ]),
  sansAnomalie('À la lecture, aucun élément ni attribut n’est inconnu du schéma', 'rien que le schéma ne nomme', [
    'ELEMENT_INCONNU',
    'ATTRIBUT_INCONNU',
    'TEXTE_INATTENDU',
  ]),
  sansAnomalie('À la lecture, chaque valeur est de son type', 'nombres, dates et booléens du schéma', [
    'VALEUR_INVALIDE',
    'VIRGULE_DECIMALE',
    'VALEUR_VIDE',
    'ESPACES_SUPERFLUS',
  ]),
  sansAnomalie('À la lecture, les attributs obligatoires sont présents', 'type et urn des extensions compris', [
    'ATTRIBUT_OBLIGATOIRE_ABSENT',
    'ELEMENT_OBLIGATOIRE_ABSENT',
    'VALEUR_OBLIGATOIRE_VIDE',
  ]),
  {
    titre: 'La réponse à la liste des établissements a la racine publiée, au singulier',
    regle: 'WSDL 2.4, TR-Notif-ListeEtablissementMajApresDate_Reponse',
    attendu: 'la racine dans urn:asip:ror:2015, ce qu’elle tient dans urn:ihe:iti:csd:2013',
    async jouer(t) {
      const { lue } = await t.notification({ dateRef: '2000-01-01T00:00:00Z', champsActivite: [], publics: [] });
      if (lue.faute) throw new SansObjet(`faute ${lue.faute.code} : ${lue.faute.raison}`);
      exiger(lue.racine, `racine {${lue.enveloppe.corps?.uri ?? ''}}${lue.enveloppe.corps?.local ?? ''}`);
      exiger(lue.horsEspace.length === 0, `hors de l’espace de CSD : ${enumerer(lue.horsEspace)}`);
      return `${lue.etablissements.length} établissements`;
    },
  },
  {
    titre: 'Le WSDL est servi',
    regle: 'WSDL 2.4',
    attendu: 'HTTP 200 et un document WSDL de urn:asip:ror:2015 à ?wsdl',
    async jouer(t) {
      const texte = await wsdl(t);
      exiger(
        /<(?:\w+:)?definitions\b/.test(texte) && texte.includes('urn:asip:ror:2015'),
        'ce n’est pas le WSDL du service',
      );
      return `${texte.length} caractères`;
    },
  },
  {
    titre: 'Le WSDL décrit les deux opérations et leurs actions',
    regle: 'WSDL 2.4, soapAction',
    attendu:
      'careServicesRequest_Request (ror-search) et TR-Notif-ListeEtablissementsMajApresDate_Demande (ror-update)',
    async jouer(t) {
      const texte = await wsdl(t);
      const manquent = [
        'careServicesRequest_Request',
        'TR-Notif-ListeEtablissementsMajApresDate_Demande',
        'urn:asip:ror:2015:stored-function:ror-search',
        'urn:asip:ror:2015:stored-function:ror-update',
      ].filter((attendu) => !texte.includes(attendu));
      exiger(manquent.length === 0, `absents : ${enumerer(manquent)}`);
      return 'les deux opérations';
    },
  },
]);
