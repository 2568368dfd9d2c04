export { type CodeErreurCsd, ErreurCsd } from './errors.js';
export { ESPACE_CSD, type Sorte } from './grammar/index.js';
export {
  type Anomalie,
  type CodeAnomalie,
  LecteurCsd,
  type LecteurDate,
  type LimitesLecture,
  type OptionsLecteur,
  type Position,
  type RapportLecture,
  rapportVide,
  type TypeDate,
} from './reader/index.js';
export * from './soap/index.js';
export { lireCsd, type OptionsLecture } from './source/index.js';
export { EcrivainCsd, ecrireCsd } from './writer/index.js';
