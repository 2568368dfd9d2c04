export type { Cible } from './client/index.js';
export type { Echange, Indices, ProfilVihf } from './ground/index.js';
export { FAMILLES, type Famille, type Scenario } from './model.js';
export { bilan, junit, ligneDe, pageDe } from './report/index.js';
export { type Essai, essayer, type OptionsEssai, type Resultat, type Verdict } from './run.js';
export { SCENARIOS } from './scenarios/index.js';
