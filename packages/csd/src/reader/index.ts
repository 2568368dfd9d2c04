export type { Anomalie, CodeAnomalie, RapportLecture } from './anomalies.js';
export type { LimitesLecture } from './limits.js';
export { LecteurCsd, type OptionsLecteur, type Position } from './reader.js';
