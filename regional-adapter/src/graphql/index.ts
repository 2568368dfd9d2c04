export { Acces } from './acces.js';
export { Concepts } from './concepts.js';
export { ErreurAdaptateur } from './errors.js';
export {
  type GenerationServie,
  type GenerationVue,
  type OptionsGeneration,
  servirGeneration,
} from './generation-servie.js';
export { type DatesOpposition, oppositionsDe } from './oppositions.js';
export type { LireQualite } from './qualite-servie.js';
export { type ContexteRequete, type PointsConfigures, racine } from './racine.js';
export { type InstanceRegionale, nomGeneration } from './region-servie.js';
export { creerRepondreCompile } from './repondre-compile.js';
export { VuesRequete } from './vues-requete.js';
