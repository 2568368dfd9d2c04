export {
  createNationConsole,
  type Echeance,
  type EtatNation,
  type EtatObserve,
  type NationConsoleOptions,
  type NationWatch,
} from './console/index.js';
export { type ListedRegion, type ListedRegions, listedRegions } from './regions/index.js';
export * from './server/index.js';
