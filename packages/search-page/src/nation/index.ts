export type { AskNation, RegionAnswered } from './ask-nation.js';
