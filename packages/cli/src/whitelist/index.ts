export {
  approve,
  type CsrOptions,
  type EnrollOptions,
  enroll,
  initAuthority,
  makeCsr,
  publish,
  type RevokeOptions,
  type RotateOptions,
  restore,
  resume,
  revoke,
  rotate,
  setEndpoints,
  suspend,
} from './authority-verbs.js';
export type { By, Dir, HttpsAccess } from './files.js';
export {
  auditTail,
  auditVerify,
  diff,
  doctor,
  exportTo,
  listEntries,
  showEntry,
  verify,
} from './inspection-verbs.js';
export { adoptKeys, nextKey, nextRootKey, type SignOptions, signKey } from './key-verbs.js';
