export { located, readBounded, stampOf } from './read-bounded.js';
export { replaceFile, writeAtomically, writeAtomicallyAsync } from './write-atomically.js';
