export { lireCsd, type OptionsLecture } from './read-csd.js';
