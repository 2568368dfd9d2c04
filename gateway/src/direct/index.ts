export { createDirectAnswer } from './direct-answer.js';
