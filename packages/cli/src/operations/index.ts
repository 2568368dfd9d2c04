export { openTraces } from './open-traces.js';
export { Operator } from './operate.js';
