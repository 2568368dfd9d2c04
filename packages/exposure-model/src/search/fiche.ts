import type { ListeDeCodes } from './criteria.js';

/**
 * What the index knows of one offer (a UE), already joined with its site, its legal entity,
 * its activities and its equipment. Criteria that describe the organisation above
 * (names, identifiers, category of the site, helipad) are inherited by the unit;
 * codes that describe care (activities, acts, equipment...) are the unit's own.
 */
export interface FicheOffre {
  /** National id. */
  id: string;
  nom: string;
  /** Names of the unit and of all that is above it: UE, UF, service, pôle, EG, EJ. */
  noms: string[];
  /** Names of the sensitive organisations above a unit that is not: searched by those alone who may see them. */
  nomsReserves: string[];
  /** Labels of activities; name of the commune. Searched by `texte` with `noms`. */
  libelles: string[];
  /** Labels of acts and equipment: the same, for those who may see them. */
  libellesReserves: string[];
  /** Every datum of a sensitive unit is of the level « crise » (arrêté du 26/12/2023, art. 2). */
  sensible: boolean;
  /** Canonical code keys of each criterion. */
  codes: Partial<Record<ListeDeCodes, string[]>>;
  /** Days, `ageMaxJours` exclusive (the age maximum plus one of its units). */
  ageMinJours: number;
  ageMaxJours: number;
  accueilSequentielAccepte: boolean;
  zonePoser: boolean;
  secteursPsychiatriques: string[];
  /** FINESS numbers of the site and of the legal entity. */
  numFINESS: string[];
  idNatStruct: string[];
  region: string;
  departement: string | null;
  commune: string | null;
  codePostal: string | null;
  /** Degrees; both null when the place is unknown. */
  latitude: number | null;
  longitude: number | null;
  /** Free beds and places; null when not told. */
  litsDisponibles: number | null;
  placesDisponibles: number | null;
  /** Epoch ms of the last update of availability, null when not told. */
  disponibiliteMaj: number | null;
  /** Epoch ms of the last update of the unit. */
  misAJour: number;
}
