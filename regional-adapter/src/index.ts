export {
  createRegionConsole,
  type EtatConsole,
  type RegionConsoleOptions,
  type VueNationale,
} from './console/index.js';
export { nomGeneration } from './graphql/index.js';
export {
  type CodeErreurChargement,
  charger,
  type DemandeChargement,
  ErreurChargement,
  formatRapport,
  type OptionsChargement,
  type ProgressionChargement,
} from './ingest/index.js';
export { ConstructeurSegment, OfferIndex } from './offer-index/index.js';
export type { DocumentOffre, InfoGeneration, LecteurGeneration, OfferSearch, PageOrdinaux } from './ports/index.js';
export type { QualiteRegion } from './quality/index.js';
export { type AdapterOptions, type RegionalAdapter, startAdapter } from './server/index.js';
export { ErreurStore, openStore, type RapportChargement, type Store } from './store/index.js';
