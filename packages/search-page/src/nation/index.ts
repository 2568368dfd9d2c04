export type { AskNation } from './ask-nation.js';
