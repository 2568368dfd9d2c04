export type { Fiche } from './ask-sheet.js';
export { ficheEtablissement } from './establishment-sheet.js';
export { ficheEntiteJuridique } from './legal-entity-sheet.js';
export { ficheOffre } from './offer-sheet.js';
