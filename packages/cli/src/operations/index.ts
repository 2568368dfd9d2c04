export type { Operator } from './operate.js';
export { serveProcess } from './serve-process.js';
