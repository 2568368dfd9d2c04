export { Authority, type Changed, type Renewal } from './authority.js';
export { makeKeyAndCsr } from './csr.js';
export type { Enrolment } from './enrolment.js';
export { readBundle } from './external-certificate.js';
export { type KeyRequest, makeRootKey, type RootSignature, signKeySet } from './key-succession.js';
export { type AuthorityFiles, authorityFiles } from './layout.js';
export { heldSigningKey, keySetIn } from './signing-key.js';
export { readState, type StoredEntry } from './state.js';
