export type { Clock } from './clock.js';
export type { WhitelistState, WhitelistStatus } from './freshness.js';
export { importWhitelist } from './import-list.js';
export { type KeptList, reachOf, readKept } from './kept-whitelist.js';
export type { NetworkWhitelist, WhitelistNetworkOptions } from './network-options.js';
export { openWhitelistFile, type WhitelistFileOptions } from './open-whitelist-file.js';
export { openWhitelistNetwork } from './open-whitelist-network.js';
export type { FollowedWhitelist, TrustHealth } from './trust-health.js';
