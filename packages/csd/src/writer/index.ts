export { EcrivainCsd, ecrireCsd } from './writer.js';
