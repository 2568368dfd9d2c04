export { ALARM_DAYS, DAY_MS, type Expiration, expirations } from './expirations.js';
export { type ExpiryLogger, type ExpirySight, expirationsSeen, watchExpirations } from './watch-expirations.js';
