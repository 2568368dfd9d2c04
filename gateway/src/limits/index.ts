export { DEFAULT_COST_MAX, limitCost } from './cost-limit.js';
export { DEFAULT_MEMBER_LIMITS, limitMembers, type MemberLimits } from './member-limits.js';
export { PRICES } from './prices.js';
export { createRequestCost } from './request-cost.js';
export { type Rates, type Taken, TokenBuckets } from './token-buckets.js';
