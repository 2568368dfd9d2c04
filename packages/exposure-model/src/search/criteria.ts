/** Criteria of a search (`CriteresRecherche` of the contract): between criteria AND, within a list OR. */
export interface CriteresRecherche {
  activiteOperationnelle?: string[];
  acteSpecifique?: string[];
  typeEquipement?: string[];
  modePriseEnCharge?: string[];
  champActivite?: string[];
  categorieOrganisation?: string[];
  categorieEG?: string[];
  publicPrisEnCharge?: string[];
  specialisationPriseEnCharge?: string[];
  temporaliteAccueil?: string[];
  profession?: string[];
  specialiteOrdinale?: string[];
  competenceSpecifique?: string[];
  /** Age of the patient, in `uniteAge`. */
  age?: number;
  /** UCUM: `a` (years, default), `mo`, `wk`, `d`, `h`. Applies to `age`, `ageMin` and `ageMax`. */
  uniteAge?: string;
  ageMin?: number;
  ageMax?: number;
  accueilSequentielAccepte?: boolean;
  zonePoser?: boolean;
  secteurPsychiatrique?: string[];
  /** Words of the names of the unit and of all that is above it; prefixes match. */
  nom?: string;
  numFINESS?: string[];
  idNatStruct?: string[];
  territoire?: Territoire;
  proximite?: Proximite;
  disponibilite?: Disponibilite;
  /** French full text over names, activities, acts, equipment, communes. */
  texte?: string;
  et?: CriteresRecherche[];
  ou?: CriteresRecherche[];
  non?: CriteresRecherche;
}

/** Lists of codes; within a list OR, between lists AND. */
export interface Territoire {
  region?: string[];
  departement?: string[];
  /** INSEE codes. */
  commune?: string[];
  codePostal?: string[];
}

/** A disc: a point in degrees, or an INSEE commune whose reference point is looked up. */
export interface Proximite {
  latitude?: number;
  longitude?: number;
  commune?: string;
  /** 0 to 1000 inclusive (RG_RECH_05). */
  distanceKm?: number;
  /** The same in `uniteDistance`; excludes `distanceKm`. */
  distance?: number;
  /** `km` (default, RG_RECH_14) or `m` (RG_RECH_13). */
  uniteDistance?: string;
}

export interface Disponibilite {
  litsDisponiblesMin?: number;
  placesDisponiblesMin?: number;
  /** ISO 8601: the availability was updated at this instant or later. */
  depuis?: string;
}

/** Criteria that are lists of nomenclature codes, with the table of each. */
export const LISTES_DE_CODES = {
  activiteOperationnelle: 'R211',
  acteSpecifique: 'R210',
  typeEquipement: 'R212',
  modePriseEnCharge: 'R213',
  champActivite: 'R227',
  categorieOrganisation: 'R244',
  categorieEG: 'J55',
  publicPrisEnCharge: 'R239',
  specialisationPriseEnCharge: 'R245',
  temporaliteAccueil: 'R240',
  profession: 'G15',
  specialiteOrdinale: 'R38',
  competenceSpecifique: 'R243',
} as const;

export type ListeDeCodes = keyof typeof LISTES_DE_CODES;
