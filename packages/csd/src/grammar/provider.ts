import type { Exercice, Professionnel, SituationOperationnelle } from '@inter-ror/exposure-model';
import { CODE, ENTITY_ID, HORAIRE, IDENTIFIANT, RECORD } from './common.js';
import { BOITE_MSS, PERSONNE, SERVICE_DE_PROFESSIONNEL, TELECOMMUNICATION } from './contact.js';
import { SAVOIR_FAIRE } from './credential.js';
import { EXTENSION_LIBRE, fusion, notation } from './notation.js';
import { ADRESSE } from './place.js';

const s = notation<SituationOperationnelle>();
const STATUT_OPERATIONNEL = s.structure('operationalStatus', {
  sequence: [
    s.un('exerciceModeInUnit', 'modeExercice', CODE),
    s.opt('contactPoint', 'telecommunication', TELECOMMUNICATION),
    s.liste('specificSkills', 'competencesSpecifiques', CODE, { table: 'TRE_R243-CompetenceSpecifique' }),
    s.opt('operatingHours', 'horaires', HORAIRE),
    s.opt('agreementSector', 'secteurConventionnement', CODE, { table: 'TRE_R282-CNAMSecteurConventionnement' }),
    s.opt('contractOptionHealthCareAccess', 'optionContratAccesSoins', 'booleen'),
    s.opt('vitaleCardAccepted', 'carteVitaleAcceptee', 'booleen'),
    s.opt('homeVisit', 'visiteDomicile', 'booleen'),
    RECORD,
  ],
});
const SITUATION = s.structure('providerExtension', {
  extension: true,
  sequence: [fusion('operationalStatus', 1, STATUT_OPERATIONNEL), s.opt('mailBoxMSS', 'boiteMSS', BOITE_MSS)],
});

const oe = notation<NonNullable<Professionnel['organisations']>[number]>();
const ORGANISATION_EXERCICE = oe.structure('organization', {
  attributs: [ENTITY_ID],
  sequence: [
    EXTENSION_LIBRE,
    oe.liste('address', 'adresses', ADRESSE),
    oe.liste('contactPoint', 'telecommunications', TELECOMMUNICATION),
  ],
});

const e = notation<Exercice>();
const EXERCICE = e.structure('facility', {
  attributs: [e.requis('entityID', 'organisationInterneId', 'jeton')],
  sequence: [
    e.liste('service', 'services', SERVICE_DE_PROFESSIONNEL),
    e.liste('operatingHours', 'horaires', HORAIRE),
    EXTENSION_LIBRE,
  ],
});

const p = notation<Professionnel>();
/** `provider`: a professional. */
export const PROFESSIONNEL = p.structure('provider', {
  attributs: [ENTITY_ID],
  sequence: [
    p.liste('otherID', 'identifiants', IDENTIFIANT),
    p.liste1('codedType', 'professions', CODE, { table: 'TRE_G15-ProfessionSante' }),
    p.un('demographic', 'identite', PERSONNE),
    p.liste('language', 'langues', CODE, { table: 'TRE_G00-Langue' }),
    fusion(
      'organizations',
      0,
      p.structure('organizations', { sequence: [p.liste1('organization', 'organisations', ORGANISATION_EXERCICE)] }),
    ),
    fusion('facilities', 0, p.structure('facilities', { sequence: [p.liste1('facility', 'exercices', EXERCICE)] })),
    p.liste('credential', 'savoirFaire', SAVOIR_FAIRE),
    p.opt('specialty', 'specialite', CODE),
    p.liste('extension', 'situations', SITUATION),
    RECORD,
  ],
});
