export { type Anomalie, type CodeAnomalie, type RapportLecture, rapportVide } from './anomalies.js';
export type { LimitesLecture } from './limits.js';
export { extrait } from './messages.js';
export { estQualifie } from './namespaces.js';
export { LecteurCsd, type OptionsLecteur, type Position } from './reader.js';
export type { LecteurDate, TypeDate } from './record-values.js';
export { SourceXml } from './xml-source.js';
