export * from './contract/index.js';
export * from './model/index.js';
export * from './search/index.js';
