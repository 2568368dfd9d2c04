export { type IdentifiantsEtablissement, identifiantsEtablissement } from './etablissement-ids.js';
export { nomenclaturesDe } from './nomenclatures-in-force.js';
export { AssemblageFiche, type ElementsOffre } from './offer-card.js';
export { type NomsAuDessus, nomsAuDessus, nomsOrganisationInterne } from './organisation-names.js';
export { type ResumeOrganisation, resumerOrganisation } from './organisation-summary.js';
export { pointDe } from './place.js';
export { cleProfessionnel, identifiantsProfessionnel } from './professionnel-ids.js';
export { reconstruireSegment } from './segment-rebuild.js';
export { type FicheUnite, ficheUnite } from './unit-card.js';
