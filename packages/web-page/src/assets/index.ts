export { type Asset, type Assets, readAssets } from './assets.js';
