export { masquerEnregistrement } from './mask-record.js';
export type { Regard } from './regard.js';
