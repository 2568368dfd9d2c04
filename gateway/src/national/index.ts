export { type Gathered, NationalLists } from './gather.js';
export { listPlace } from './list-place.js';
