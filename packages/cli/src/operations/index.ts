export { Operator } from './operate.js';
