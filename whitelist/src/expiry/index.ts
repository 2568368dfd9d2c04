export { ALARM_DAYS, DAY_MS, type Dated, type Expiration, expirations } from './expirations.js';
export { type ExpiryLogger, watchExpirations } from './watch-expirations.js';
