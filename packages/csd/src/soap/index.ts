export type { Couverture } from './couverture.js';
export { writeFault } from './fault.js';
export { LIMITES_REPONSE, LIMITES_REQUETE, type LimitesEnveloppe } from './limits.js';
export type * from './messages.js';
export {
  ACTION_NOTIFICATION,
  ACTION_RECHERCHE,
  ESPACE_ROR,
  ESPACE_SOAP,
  OID_LECTURE,
  OID_V1,
  TYPE_SOAP,
  URN_LECTURE,
} from './names.js';
export {
  estUniteElementaire,
  type IssueLecture,
  readLectureResponse,
  writeLectureErreur,
  writeLectureResponse,
} from './reading-response.js';
export {
  readSoapRequest,
  writeLectureEtablissementRequest,
  writeLectureOrganisationInterneRequest,
  writeNotificationRequest,
  writeRechercheRequest,
  writeSoapRequest,
} from './request.js';
export {
  readNotificationResponse,
  readRechercheResponse,
  writeNotificationResponse,
  writeRechercheResponse,
} from './response.js';
export type {
  EquipementV1,
  OrganisationInterneV1,
  OrganisationV1,
  ReponseV1,
  ResultatV1,
  ServiceV1,
} from './search-response.js';
export { OID_PROFIL, OID_ROLE } from './vihf.js';
export { writeWsdl } from './wsdl.js';
