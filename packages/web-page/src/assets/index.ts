export type { Asset } from './asset.js';
export { type Assets, readAssets } from './assets.js';
