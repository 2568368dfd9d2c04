export { echapperAttribut, echapperTexte } from './escape.js';
export { EcrivainCsd, ecrireCsd } from './writer.js';
