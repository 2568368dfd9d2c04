export { checkAdapter } from './check-adapter.js';
export { type InitOptions, initAdapter } from './init-adapter.js';
