export { AnswerMemory } from './answer-memory.js';
export { keyOf } from './key-of.js';
export { type MemoryFigures, rememberReplies } from './remember-replies.js';
