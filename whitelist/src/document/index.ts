export { WhitelistError, type WhitelistErrorCode } from './error.js';
export { FRENCH } from './french.js';
export {
  HEARTBEAT_HEADER,
  type Heartbeat,
  type HeartbeatContext,
  MAX_HEARTBEAT_BYTES,
  signHeartbeat,
  verifyHeartbeat,
} from './heartbeat.js';
export { type FlattenedJws, flattenedJws, type PublicJwk, parseJson, publicJwk, signJws, verifyJws } from './jws.js';
export {
  contact,
  type EntryCertificate,
  endpoints,
  entryFields,
  instanceName,
  isBaseUrl,
  type KeySetDocument,
  label,
  memberKind,
  perimeter,
  profile,
  type RootKey,
  regionCodes,
  type WhitelistDocument,
  type WhitelistEntry,
} from './schema.js';
export { AUTHORITY, authorityPins, toSnapshot } from './to-snapshot.js';
export { readTrust, type Trust } from './trust.js';
export { readVerifierState, type VerifierState } from './verifier-state.js';
export { verifyAsIssued } from './verify-as-issued.js';
export {
  CLOCK_TOLERANCE_MS,
  digestOf,
  KEY_SET_TYPE,
  LIST_TYPE,
  MAX_LIST_BYTES,
  MAX_VALIDITY_MS,
  type PublishedList,
  type VerifiedList,
  verifyKeySet,
  verifyList,
} from './verify-list.js';
