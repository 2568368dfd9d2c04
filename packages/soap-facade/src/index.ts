export { sameName } from './distinguished-name.js';
export { createSoapFacade, type SoapFacade, type SoapFacadeOptions } from './facade.js';
export type { ChangementsServis, Echange, LectureServie, PortsSoap, RefusSoap } from './ports.js';
export { DOCUMENT_V1, type PageV1, type QuestionV1, questionDe } from './search/index.js';
export { ErreurSoap, erreurHorsPerimetre, HORS_PERIMETRE, type StatutErreur } from './soap-error.js';
