/** A code of a nomenclature, as received: the text and the OID of its table. */
export interface Code {
  code: string;
  /** OID of the nomenclature (`codingScheme`), or the internal form of `@inter-ror/nomenclatures` when none is published. */
  oid: string;
  /** Text content of the element, when it says something. */
  texte?: string;
}

/** `otherID`: a value and the authority that gave it. */
export interface Identifiant {
  valeur: string;
  autorite: string;
}

/** `record`: dates are ISO 8601 as received. */
export interface Metadonnees {
  creation: string;
  miseAJour: string;
  statut: string;
  source?: string;
  commentaires?: CommentaireMetadonnees[];
}

/** `recordExtension`. */
export interface CommentaireMetadonnees {
  reconnaissance?: string;
  commentaire?: string;
}

/** A text with its language. */
export interface TexteLangue {
  valeur: string;
  langue?: string;
}

/** The 25 attributes that an `addressLine` may carry (attribute group `addrAttrib`). */
export const COMPOSANTS_ADRESSE = [
  'inHouseMail',
  'room',
  'floor',
  'stair',
  'buildingName',
  'buildingNumber',
  'blockName',
  'streetPrefix',
  'streetType',
  'streetSuffix',
  'streetName',
  'plotIdentification',
  'postOfficeBox',
  'postCode',
  'cityName',
  'citySubDivisionName',
  'countrySubDivisionName',
  'lineOne',
  'lineTwo',
  'lineThree',
  'lineFour',
  'lineFive',
  'lineSix',
  'countryName',
  'component',
] as const;

export type ComposantAdresse = (typeof COMPOSANTS_ADRESSE)[number];

/** `addressLine`: its text and its attributes, which keep their wire names. */
export interface LigneAdresse {
  texte?: string;
  composants?: Partial<Record<ComposantAdresse, string>>;
}

/** `address`. */
export interface Adresse {
  lignes: LigneAdresse[];
  type?: string;
  langue?: string;
  /** One for each `addressExtension`. */
  metadonnees?: Metadonnees[];
}

/** Confidentiality of a telecommunication (`contactPointExtension`), TRE_R283. */
export interface ConfidentialiteTelecommunication {
  niveauConfidentialite: Code;
  metadonnees: Metadonnees;
}

/** `contactPoint`. */
export interface Telecommunication {
  /** TRE_R200-CanalCommunication. */
  canal: Code;
  adresse?: string;
  usage?: string;
  certificat?: string;
  confidentialites?: ConfidentialiteTelecommunication[];
}

/** `contact` of the exposure model. */
export interface Contact {
  nom?: string;
  /** TRE_R251-FonctionContact. */
  fonction?: Code;
  /** TRE_R287-NatureContact. */
  nature?: Code;
  description?: string;
  /** TRE_R283-NiveauConfidentialite: 1 public, 2 professionnels, 3 crise. */
  niveauConfidentialite: Code;
  telecommunications?: Telecommunication[];
  metadonnees: Metadonnees;
}

/** `mailBoxMSS`. */
export interface BoiteLettresMSS {
  telecommunication?: Telecommunication;
  metadonnees: Metadonnees;
}

/** `operatingHours`. Times are `HH:MM:SS`, dates `YYYY-MM-DD`; days: Sunday = 0. */
export interface Horaire {
  ouvert: boolean;
  jours?: number[];
  debut?: string;
  fin?: string;
  dateDebut: string;
  dateFin?: string;
  /** One for each `operatingHoursExtension`: TRE_R252-TypeHoraires. */
  precisions?: { type?: Code; metadonnees: Metadonnees }[];
}

/** `geocode`, degrees. */
export interface Geolocalisation {
  latitude: number;
  longitude: number;
  systeme: string;
  precisions?: { fiable?: boolean; metadonnees: Metadonnees }[];
  metadonnees: Metadonnees;
}

/** `location`: where care is given. */
export interface Lieu {
  nom?: string;
  description?: string;
  /** TRE_R203-StatutLieu. */
  statut?: Code;
  adresse?: Adresse;
  geolocalisation?: Geolocalisation;
  /** TRE_R13-CommuneOM (code INSEE). */
  commune: Code;
  distanceCalculee?: number;
  metadonnees: Metadonnees;
}

/** `territorialDivision`: TRE_R201 says which kind of division the code names. */
export interface DivisionTerritoriale {
  type: Code;
  division: Code;
  metadonnees: Metadonnees;
}

/** `mesurement`: an integer and its UCUM unit (TRE_R247). */
export interface Mesure {
  valeur: number;
  unite: Code;
}

/** `name` of a person. */
export interface NomPersonne {
  nomsUsuels: string[];
  langue?: string;
  /** TRE_R11-CiviliteExercice. */
  civiliteExercice?: Code;
  prenom?: string;
  autresNoms?: Code[];
  nomFamille?: string;
  suffixe?: string;
  /** One for each `nameExtension`: TRE_R81-Civilite. */
  civilites?: { civilite?: Code }[];
}

/** `person`. */
export interface Personne {
  noms: NomPersonne[];
  telecommunications?: Telecommunication[];
  adresses?: Adresse[];
  sexe?: string;
  dateNaissance?: string;
}

/** The older `contact` of organisations and facilities («ne pas utiliser»): read and written back. */
export type ContactAncien = { professionnel: string } | { personne: Personne };

/** `credential` with its extension: a savoir-faire or a diploma. */
export interface SavoirFaire {
  /** TRE_R04-TypeSavoirFaire. */
  type: Code;
  numero: string;
  autorite?: string;
  dateObtention?: string;
  dateRenouvellement?: string;
  precisions?: PrecisionSavoirFaire[];
}

/** `credentialsExtension`. */
export interface PrecisionSavoirFaire {
  specialite?: Code;
  competence?: Code;
  competenceExclusive?: Code;
  orientationParticuliere?: Code;
  capacite?: Code;
  qualificationPAC?: Code;
  descNonQualifiant?: Code;
  droitExerciceComplementaire?: Code;
  metadonnees: Metadonnees;
}

/** A service given somewhere (`service` inside `organizations/organization` or `facilities/facility`). */
export interface ServiceRendu {
  /** `entityID` of an entry of the service directory. */
  id: string;
  noms?: NomPersonne[];
  /** Only inside a professional's facility: the organisation for which it is given. */
  organisationId?: string;
  langues?: Code[];
  horaires?: Horaire[];
  disponibiliteURI?: string;
}
