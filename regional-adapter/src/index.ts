export {
  createRegionConsole,
  type EtatConsole,
  type RegionConsoleOptions,
  type VueNationale,
} from './console/index.js';
export {
  type DemandeExport,
  type ExportEcrit,
  type ExportPublic,
  ecrireExport,
  exporterStore,
  type RythmeExport,
} from './export/index.js';
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
export {
  type AdapterOptions,
  ErreurOppositions,
  lireOppositions,
  type RegionalAdapter,
  type SourceRegion,
  startAdapter,
} from './server/index.js';
export {
  type Correspondances,
  ErreurCorrespondances,
  ErreurSolution,
  type EtatSynchronisation,
  type FormeDate,
  type FormesSolution,
  lireCorrespondances,
  PILOTES,
  type ReglagesSolution,
  type RorSolution,
  RYTHMES,
  type Rythmes,
} from './solutions/index.js';
export { ErreurStore, openStore, type RapportChargement, type Store } from './store/index.js';
