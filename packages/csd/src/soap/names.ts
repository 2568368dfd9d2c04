import { ESPACE_CSD } from '../grammar/index.js';

export { ESPACE_CSD };

/** SOAP 1.2. */
export const ESPACE_SOAP = 'http://www.w3.org/2003/05/soap-envelope';
/** SOAP 1.1, only to say that it is not spoken. */
export const ESPACE_SOAP11 = 'http://schemas.xmlsoap.org/soap/envelope/';
/** Target namespace of the inter-ROR services, v1 and 2.4. */
export const ESPACE_ROR = 'urn:asip:ror:2015';

/** `SOAPAction` of searches and of the reading of offers: only the body tells them apart. */
export const ACTION_RECHERCHE = 'urn:asip:ror:2015:stored-function:ror-search';
/** `SOAPAction` of the list of establishments that changed. */
export const ACTION_NOTIFICATION = 'urn:asip:ror:2015:stored-function:ror-update';
/** Media type of every message. */
export const TYPE_SOAP = 'application/soap+xml';

/** `function/@urn` of both readings of CSD 2.4. */
export const URN_LECTURE = 'urn:asip:ror:lecture:offreSoinEtablissement:2017';

export const LECTURE_ETABLISSEMENT = 'TR_Lecture-OffresSanteEtablissement';
export const LECTURE_ORGANISATION_INTERNE = 'TR_Lecture-OffreSanteOrganisationInterne';
export const NOTIFICATION_DEMANDE = 'TR-Notif-ListeEtablissementsMajApresDate_Demande';
/** In the singular, as published. */
export const NOTIFICATION_REPONSE = 'TR-Notif-ListeEtablissementMajApresDate_Reponse';

/** OIDs that the search v1 sends. */
export const OID_V1 = {
  classeAge: '1.2.250.1.213.3.3.9',
  modePriseEnCharge: '1.2.250.1.213.3.3.13',
  activiteOperationnelle: '1.2.250.1.213.3.3.12',
  acteSpecifique: '1.2.250.1.213.3.3.11',
  specialite: '1.2.250.1.71.1.2.38',
  equipement: '1.2.250.1.213.3.3.10',
  typeDivision: '1.2.250.1.213.2.3.2',
  /** The same table under the OID of the NOS. */
  typeDivisionNos: '1.2.250.1.213.3.3.2',
  division: '1.2.250.1.213.2.25',
  uniteTemps: '1.2.250.1.213.3.3.15',
} as const;

/** OIDs that the requests of CSD 2.4 send. */
export const OID_LECTURE = {
  /** Authority of `id_etablissement` (idNat_Struct). */
  etablissement: '1.2.250.1.71.1.2.14',
  champActivite: '1.2.250.1.213.3.3.17',
  publicPrisEnCharge: '1.2.250.1.213.3.3.29',
} as const;
