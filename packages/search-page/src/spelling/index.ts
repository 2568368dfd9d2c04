export { Vocabulaire } from './vocabulary.js';
