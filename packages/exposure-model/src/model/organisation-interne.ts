import { cleCode } from '@inter-ror/nomenclatures';
import type {
  Adresse,
  BoiteLettresMSS,
  Code,
  Contact,
  ContactAncien,
  DivisionTerritoriale,
  Geolocalisation,
  Horaire,
  Identifiant,
  Lieu,
  Mesure,
  Metadonnees,
  ServiceRendu,
  Telecommunication,
  TexteLangue,
} from './commun.js';

/** TRE_R207-TypeOrganisationInterne. */
export const NIVEAU_OI = { POLE: '1', SERVICE: '2', UNITE_FONCTIONNELLE: '3', UNITE_ELEMENTAIRE: '4' } as const;

/** Whether it is of the level that carries the offer: solutions write the code with its leading zeros or without. */
export function estUnite({ types }: OrganisationInterne): boolean {
  return types.some(({ code }) => cleCode(code) === NIVEAU_OI.UNITE_ELEMENTAIRE);
}

/** `facility`: an internal organisation of any of the four levels. The elementary unit (UE) carries the offer. */
export interface OrganisationInterne {
  id: string;
  identifiants?: Identifiant[];
  /** TRE_R207. */
  types: Code[];
  nom: string;
  autresNoms?: TexteLangue[];
  adresses?: Adresse[];
  contactsAnciens?: ContactAncien[];
  geolocalisation?: Geolocalisation;
  langues?: Code[];
  telecommunications?: Telecommunication[];
  /** Sites (EG) that it belongs to, with the activities given there. */
  rattachements?: Rattachement[];
  horaires?: Horaire[];
  complement?: ComplementOrganisationInterne;
  metadonnees: Metadonnees;
}

/** `organizations/organization` of a facility. */
export interface Rattachement {
  /** `entityID` of the site (EG). */
  entiteGeographiqueId: string;
  services?: ServiceRendu[];
}

/** `facilityExtension`. */
export interface ComplementOrganisationInterne {
  contacts?: Contact[];
  boitesMSS?: BoiteLettresMSS[];
  dateFermetureDefinitive?: string;
  dateCreation?: string;
  /** TRE_R227; RG_EXP_010: a UE has exactly one. */
  champsActivite: Code[];
  /** TRE_R213. */
  modePriseEnCharge: Code;
  patientele: Patientele;
  capaciteAccueil?: CapaciteAccueil;
  capaciteCrise?: CapaciteCrise;
  capacitesHabitation?: CapaciteHabitation[];
  competences?: CompetencesRessource;
  /** `entityID` of entries of the device directory. */
  equipements?: string[];
  /** TRE_R240. */
  temporaliteAccueil?: Code;
  accueilSequentielAccepte?: boolean;
  /** TRE_R245. */
  specialisationsPriseEnCharge?: Code[];
  /** TRE_R244. */
  categorieOrganisation?: Code;
  lieu?: Lieu;
  zonesIntervention?: DivisionTerritoriale[];
  /** TRE_R238. */
  ouvertureAnnuelle?: Code;
  /** RG_RECH_10. */
  secteursPsychiatriques?: string[];
  /** TRE_R210. */
  actesSpecifiques?: Code[];
  /** `entityID` of the internal organisation above. */
  parentId?: string;
  /** TRE_R236. */
  modesGestion?: Code[];
  /** TRE_R253. */
  typeMaternite?: Code;
  uniteSensible: boolean;
}

/** `patientType`. */
export interface Patientele {
  /** TRE_R239. */
  publics?: Code[];
  ageMin: Mesure;
  ageMax: Mesure;
  metadonnees: Metadonnees;
}

/** `beds` or `space` of `accommodationCapacity`. */
export interface Capacite {
  total?: number;
  disponibles?: number;
  /** ISO 8601. */
  dateMiseAJour?: string;
}

/** `accommodationCapacity`. */
export interface CapaciteAccueil {
  lits?: Capacite;
  places?: Capacite;
  metadonnees: Metadonnees;
}

/** `crisisAccomodationCapacity`: extra beds at once and after 60 minutes. Confidentiality: crise. */
export interface CapaciteCrise {
  t0: number;
  t60: number;
  metadonnees: Metadonnees;
}

/** `residentialCapacity`. */
export interface CapaciteHabitation {
  /** TRE_R242. */
  type: Code;
  nombre?: number;
  metadonnees: Metadonnees;
}

/** `resourceSkills`. */
export interface CompetencesRessource {
  /** TRE_G15. */
  professions?: Code[];
  /** TRE_R38. */
  specialitesOrdinales?: Code[];
  /** TRE_R243. */
  competencesSpecifiques?: Code[];
  metadonnees?: Metadonnees;
}

/** `service` of the service directory: an operational activity. */
export interface ActiviteOperationnelle {
  id: string;
  /** TRE_R211. */
  activite: Code;
  /** `actFamily`, JDV_J51. */
  familles?: Code[];
  metadonnees: Metadonnees;
}

/** `device` of the device directory. */
export interface Equipement {
  id: string;
  identifiants?: Identifiant[];
  /** TRE_R212. */
  type: Code;
  nombreEnService?: number;
  metadonnees: Metadonnees;
}
