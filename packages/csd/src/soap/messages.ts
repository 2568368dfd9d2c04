import type { Identifiant } from '@inter-ror/exposure-model';

/** A code and the OID of its table, as an attribute pair `@code @codingScheme`. */
export interface CodeSoap {
  code: string;
  oid: string;
}

/** One place of a search v1. */
export interface DestinationV1 {
  /** `1` région, `2` département, `3` commune (TRE_R201). */
  type: CodeSoap;
  /** Code of the division, padded or not, as received. */
  code: string;
  libelle?: string;
  /** `codingSchemeName`, where this flow puts the OID. */
  nomenclature?: string;
  /** Around a commune, in whole kilometres. */
  distanceKm?: number;
}

/** Criteria of a search v1. Codes may come without their leading zeros. */
export interface RechercheV1 {
  /** TRE_R208. */
  classesAge: CodeSoap[];
  /** TRE_R213. */
  modesPriseEnCharge: CodeSoap[];
  /** TRE_R211. */
  activites: CodeSoap[];
  /** TRE_R210. */
  acte?: CodeSoap;
  /** TRE_R38. */
  specialite?: CodeSoap;
  /** TRE_R212. */
  equipement?: CodeSoap;
  /** At least one. */
  destinations: DestinationV1[];
  agePatient?: { valeur: number; unite?: CodeSoap };
}

/** `etablissementDemandeLecture`. */
export interface DemandeEtablissement {
  /** idNat_Struct (RG_ALIM_014). */
  etablissement: Identifiant;
  /** ISO 8601 with its time. */
  dateRef?: string;
  /** TRE_R227: only what matches is given (RG_ALIM_020). */
  champsActivite: CodeSoap[];
  /** TRE_R239. */
  publics: CodeSoap[];
  /** RG_ALIM_015 when true, RG_ALIM_016 when false. */
  restreinte?: boolean;
}

/** `params` of the list of establishments that changed. */
export interface DemandeNotification {
  /** ISO 8601 with its time. */
  dateRef: string;
  champsActivite: CodeSoap[];
  publics: CodeSoap[];
}

/** `etablissementReponseNotif`. */
export interface EtablissementModifie {
  etablissement: Identifiant;
  champsActivite: CodeSoap[];
  restreinte?: boolean;
}

export interface ReponseNotification {
  etablissements: EtablissementModifie[];
  /** `result`: how many there are. */
  nombre?: number;
}

/** What the VIHF 2.0 header of a request states. */
export interface Vihf {
  /** `Assertion/@ID`. */
  id: string;
  /** `IssueInstant`, UTC. */
  emission: string;
  /** DN of the TLS client certificate. */
  emetteur: string;
  /** `NameID`: structure, or structure and person. */
  sujet: string;
  /** `AuthnInstant`, UTC. */
  authentification: string;
  /** `subject-id`, a name to be read. */
  nomSujet: string;
  /** Business role, `AUTOMATE` for a machine. */
  role: CodeSoap;
  /** `CU19`, `CU20`, `CU22` or `CU23` (JDV_J68). */
  profil: CodeSoap;
}

/** A request of one of the flows. */
export type DemandeSoap =
  | { operation: 'recherche'; recherche: RechercheV1 }
  | { operation: 'lectureEtablissement'; demande: DemandeEtablissement }
  | { operation: 'lectureOrganisationInterne'; organisation: Identifiant }
  | { operation: 'notification'; demande: DemandeNotification };

/** A request with its security header, when it has one. */
export type RequeteSoap = DemandeSoap & { vihf?: Vihf };

/** `error` of a response, or `erreur` in the detail of a fault. */
export interface ErreurMetier {
  code?: number;
  message?: string;
  texte?: string;
}

/** Who is at fault, as SOAP 1.2 says it. */
export type CodeFaute = 'VersionMismatch' | 'MustUnderstand' | 'DataEncodingUnknown' | 'Sender' | 'Receiver';

/** A SOAP 1.2 fault. */
export interface FauteSoap {
  code: CodeFaute;
  raison: string;
  erreur?: ErreurMetier;
}
