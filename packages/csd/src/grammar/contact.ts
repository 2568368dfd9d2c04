import type {
  BoiteLettresMSS,
  ConfidentialiteTelecommunication,
  Contact,
  NomPersonne,
  Personne,
  ServiceRendu,
  Telecommunication,
} from '@inter-ror/exposure-model';
import { CODE, ENTITY_ID, HORAIRE, RECORD, REFERENCE } from './common.js';
import { choix, type Element, EXTENSION_LIBRE, notation } from './notation.js';
import { ADRESSE } from './place.js';

const ct = notation<ConfidentialiteTelecommunication>();
const CONFIDENTIALITE = ct.structure('contactPointExtension', {
  extension: true,
  sequence: [
    ct.un('confidentialityLevel', 'niveauConfidentialite', CODE, { table: 'TRE_R283-NiveauConfidentialite' }),
    RECORD,
  ],
});

const t = notation<Telecommunication>();
/** `contactPoint`, local or global element. */
export const TELECOMMUNICATION = t.structure('contactPoint', {
  sequence: [
    t.un('codedType', 'canal', CODE, { table: 'TRE_R200-CanalCommunication' }),
    t.opt('equipment', 'adresse', 'texte'),
    t.opt('purpose', 'usage', 'texte'),
    t.opt('certificate', 'certificat', 'texte'),
    t.liste('extension', 'confidentialites', CONFIDENTIALITE),
  ],
});

const c = notation<Contact>();
/** `contact` of the exposure model. */
export const CONTACT = c.structure('contact', {
  sequence: [
    c.opt('name', 'nom', 'texte'),
    c.opt('function', 'fonction', CODE, { table: 'TRE_R251-FonctionContact' }),
    c.opt('nature', 'nature', CODE, { table: 'TRE_R287-NatureContact' }),
    c.opt('description', 'description', 'texte'),
    c.un('confidentialityLevel', 'niveauConfidentialite', CODE, { table: 'TRE_R283-NiveauConfidentialite' }),
    c.liste('contactPoint', 'telecommunications', TELECOMMUNICATION),
    RECORD,
  ],
});

const b = notation<BoiteLettresMSS>();
/** `mailBoxMSS`. */
export const BOITE_MSS = b.structure('mailBoxMSS', {
  sequence: [b.opt('contactPoint', 'telecommunication', TELECOMMUNICATION), RECORD],
});

const ec = notation<NonNullable<NomPersonne['civilites']>[number]>();
const CIVILITE = ec.structure('nameExtension', {
  extension: true,
  sequence: [ec.opt('title', 'civilite', CODE, { table: 'TRE_R81-Civilite' })],
});

const n = notation<NomPersonne>();
const SEQUENCE_NOM: readonly Element[] = [
  n.liste1('commonName', 'nomsUsuels', 'texte'),
  n.opt('honorific', 'civiliteExercice', CODE, { table: 'TRE_R11-CiviliteExercice' }),
  n.opt('forename', 'prenom', 'texte'),
  n.liste('otherName', 'autresNoms', CODE),
  n.opt('surname', 'nomFamille', 'texte'),
  n.opt('suffix', 'suffixe', 'texte'),
  n.liste('extension', 'civilites', CIVILITE),
];
const NOM = n.structure('name', { sequence: SEQUENCE_NOM });
const NOM_LANGUE = n.structure('name', {
  attributs: [n.attribut('xml:lang', 'langue', 'texte')],
  sequence: SEQUENCE_NOM,
});

const p = notation<Personne>();
/** `person`. */
export const PERSONNE = p.structure('person', {
  sequence: [
    p.liste1('name', 'noms', NOM_LANGUE),
    p.liste('contactPoint', 'telecommunications', TELECOMMUNICATION),
    p.liste('address', 'adresses', ADRESSE),
    p.opt('gender', 'sexe', 'texte'),
    p.opt('dateOfBirth', 'dateNaissance', 'date'),
  ],
});

const ca = notation<{ professionnel: string } | { personne: Personne }>();
/** The older `contact` of organisations and facilities. */
export const CONTACT_ANCIEN = ca.structure('contact', {
  sequence: choix(ca.opt('provider', 'professionnel', REFERENCE), ca.opt('person', 'personne', PERSONNE)),
});

const s = notation<ServiceRendu>();
const NOMS_SERVICE = s.liste('name', 'noms', NOM);
const SUITE_SERVICE: readonly Element[] = [
  s.liste('language', 'langues', CODE),
  s.liste('operatingHours', 'horaires', HORAIRE),
  s.opt('freeBusyURI', 'disponibiliteURI', 'uri'),
  EXTENSION_LIBRE,
];
/** `service` inside the site of an internal organisation. */
export const SERVICE_DE_SITE = s.structure('service', {
  attributs: [ENTITY_ID],
  sequence: [NOMS_SERVICE, ...SUITE_SERVICE],
});
/** `service` inside the facility of a professional. */
export const SERVICE_DE_PROFESSIONNEL = s.structure('service', {
  attributs: [ENTITY_ID],
  sequence: [NOMS_SERVICE, s.opt('organization', 'organisationId', REFERENCE), ...SUITE_SERVICE],
});
