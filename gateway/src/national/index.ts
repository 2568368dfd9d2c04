export { type Gathered, NationalLists } from './gather.js';
