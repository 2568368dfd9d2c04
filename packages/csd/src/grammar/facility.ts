import type {
  Capacite,
  CapaciteAccueil,
  CapaciteCrise,
  CapaciteHabitation,
  CompetencesRessource,
  ComplementOrganisationInterne,
  OrganisationInterne,
  Patientele,
  Rattachement,
} from '@inter-ror/exposure-model';
import {
  CODE,
  DIVISION_TERRITORIALE,
  ENTITY_ID,
  HORAIRE,
  IDENTIFIANT,
  MESURE,
  RECORD,
  RECORD_FACULTATIF,
  REFERENCE,
  TEXTE_LANGUE,
} from './common.js';
import { BOITE_MSS, CONTACT, CONTACT_ANCIEN, SERVICE_DE_SITE, TELECOMMUNICATION } from './contact.js';
import { EXTENSION_LIBRE, fusion, notation } from './notation.js';
import { ADRESSE, GEOLOCALISATION, LIEU } from './place.js';

const pa = notation<Patientele>();
const PATIENTELE = pa.structure('patientType', {
  sequence: [
    pa.liste('supportedPatient', 'publics', CODE, { table: 'TRE_R239-PublicPrisEnCharge' }),
    pa.un('patientTypeAgeMin', 'ageMin', MESURE),
    pa.un('patientTypeAgeMax', 'ageMax', MESURE),
    RECORD,
  ],
});

const ca = notation<Capacite>();
const CAPACITE = ca.structure('beds', {
  attributs: [
    ca.attribut('total', 'total', 'entier'),
    ca.attribut('avaible', 'disponibles', 'entier'),
    ca.attribut('updateDate', 'dateMiseAJour', 'dateHeure'),
  ],
});

const cc = notation<CapaciteAccueil>();
const CAPACITE_ACCUEIL = cc.structure('accommodationCapacity', {
  sequence: [cc.opt('beds', 'lits', CAPACITE), cc.opt('space', 'places', CAPACITE), RECORD],
});

const cr = notation<CapaciteCrise>();
const CAPACITE_CRISE = cr.structure('crisisAccomodationCapacity', {
  sequence: [cr.un('crisisCapacityT0', 't0', 'entier'), cr.un('crisisCapacityT60', 't60', 'entier'), RECORD],
});

const ch = notation<CapaciteHabitation>();
const CAPACITE_HABITATION = ch.structure('residentialCapacity', {
  sequence: [
    ch.un('residentialType', 'type', CODE, { table: 'TRE_R242-TypeHabitation' }),
    ch.opt('residentialNumber', 'nombre', 'entier'),
    RECORD,
  ],
});

const co = notation<CompetencesRessource>();
const COMPETENCES = co.structure('resourceSkills', {
  sequence: [
    co.liste('profession', 'professions', CODE, { table: 'TRE_G15-ProfessionSante' }),
    co.liste('medicalSpeciality', 'specialitesOrdinales', CODE, { table: 'TRE_R38-SpecialiteOrdinale' }),
    co.liste('specificSkills', 'competencesSpecifiques', CODE, { table: 'TRE_R243-CompetenceSpecifique' }),
    RECORD_FACULTATIF,
  ],
});

const x = notation<ComplementOrganisationInterne>();
const COMPLEMENT = x.structure('facilityExtension', {
  extension: true,
  sequence: [
    x.liste('contact', 'contacts', CONTACT),
    x.liste('mailBoxMSS', 'boitesMSS', BOITE_MSS),
    x.opt('finalClosingDate', 'dateFermetureDefinitive', 'date'),
    x.opt('creationDate', 'dateCreation', 'date'),
    x.liste1('typeActivity', 'champsActivite', CODE, { table: 'TRE_R227-ChampActivite' }),
    x.un('careMode', 'modePriseEnCharge', CODE, { table: 'TRE_R213-ModePriseEnCharge' }),
    x.un('patientsType', 'patientele', PATIENTELE),
    x.opt('accommodationCapacity', 'capaciteAccueil', CAPACITE_ACCUEIL),
    x.opt('crisisAccomodationCapacity', 'capaciteCrise', CAPACITE_CRISE),
    x.liste('residentialCapactity', 'capacitesHabitation', CAPACITE_HABITATION),
    x.opt('resourcesSkills', 'competences', COMPETENCES),
    x.liste('equipment', 'equipements', REFERENCE),
    x.opt('receptionType', 'temporaliteAccueil', CODE, { table: 'TRE_R240-TemporaliteAccueil' }),
    x.opt('receptionMode', 'accueilSequentielAccepte', 'booleen'),
    x.liste('takingCareSpeciality', 'specialisationsPriseEnCharge', CODE, {
      table: 'TRE_R245-SpecialisationDePriseEnCharge',
    }),
    x.opt('facilityType', 'categorieOrganisation', CODE, { table: 'TRE_R244-CategorieOrganisation' }),
    x.opt('location', 'lieu', LIEU),
    x.liste('interventionZone', 'zonesIntervention', DIVISION_TERRITORIALE),
    x.opt('annualOpenning', 'ouvertureAnnuelle', CODE, { table: 'TRE_R238-OuvertureAnnuelle' }),
    x.liste('psychiatricSector', 'secteursPsychiatriques', 'texte'),
    x.liste('specificAct', 'actesSpecifiques', CODE, { table: 'TRE_R210-ActeSpecifique' }),
    x.opt('parentFacility', 'parentId', REFERENCE),
    x.liste('managementType', 'modesGestion', CODE, { table: 'TRE_R236-ModeGestion' }),
    x.opt('maternityHospitalType', 'typeMaternite', CODE, { table: 'TRE_R253-TypeMaternite' }),
    x.un('sensitiveUnit', 'uniteSensible', 'booleen'),
  ],
});

const r = notation<Rattachement>();
const RATTACHEMENT = r.structure('organization', {
  attributs: [r.requis('entityID', 'entiteGeographiqueId', 'jeton')],
  sequence: [r.liste('service', 'services', SERVICE_DE_SITE), EXTENSION_LIBRE],
});

const f = notation<OrganisationInterne>();
const ORGANISATIONS = f.structure('organizations', {
  sequence: [f.liste1('organization', 'rattachements', RATTACHEMENT)],
});

/** `facility`: an internal organisation of any level. */
export const ORGANISATION_INTERNE = f.structure('facility', {
  attributs: [ENTITY_ID],
  sequence: [
    f.liste('otherID', 'identifiants', IDENTIFIANT),
    f.liste1('codedType', 'types', CODE, { table: 'TRE_R207-TypeOrganisation' }),
    f.un('primaryName', 'nom', 'jeton'),
    f.liste('otherName', 'autresNoms', TEXTE_LANGUE),
    f.liste('address', 'adresses', ADRESSE),
    f.liste('contact', 'contactsAnciens', CONTACT_ANCIEN),
    f.opt('geocode', 'geolocalisation', GEOLOCALISATION),
    f.liste('language', 'langues', CODE),
    f.liste('contactPoint', 'telecommunications', TELECOMMUNICATION),
    fusion('organizations', 0, ORGANISATIONS),
    f.liste('operatingHours', 'horaires', HORAIRE),
    f.union('extension', 'complement', COMPLEMENT),
    RECORD,
  ],
});
