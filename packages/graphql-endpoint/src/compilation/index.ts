export { Inhabituel } from './inhabituel.js';
export {
  type Champs,
  champsDe,
  type Fragments,
  fragmentsDe,
  type Variables,
  variablesDesDirectives,
} from './selection.js';
export { type Cadre, type ChampCompile, compilerChamp, type Ecrire } from './serialiser.js';
export { Sortie } from './sortie.js';
