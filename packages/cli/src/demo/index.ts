export type { DemoOptions } from './demo-options.js';
export { type RunningNation, startNation } from './start-nation.js';
