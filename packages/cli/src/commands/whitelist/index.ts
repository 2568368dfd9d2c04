export { whitelistCommand } from './whitelist.js';
