export { Contexte } from './contexte.js';
export { equipements } from './equipements.js';
export { entiteGeographique, entiteJuridique } from './organisations.js';
export { professionnels } from './professionnels.js';
export { activites } from './services.js';
export { organisationInterne } from './unites.js';
