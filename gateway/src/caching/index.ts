export { AnswerMemory } from './answer-memory.js';
export { type MemoryFigures, rememberReplies } from './remember-replies.js';
