export { DEFAULT_COST_MAX, limitCost } from './cost-limit.js';
export { DEFAULT_MEMBER_LIMITS, limitMembers, type MemberLimits, type OverLimit } from './member-limits.js';
export { PRICES } from './prices.js';
export { createRequestCost, type RequestCost } from './request-cost.js';
export { type Rates, type Taken, TokenBuckets } from './token-buckets.js';
