export { reconnaitreEncodage } from './encoding.js';
export { lireCsd, type OptionsLecture } from './read-csd.js';
export { DecodeurUtf8 } from './utf8.js';
