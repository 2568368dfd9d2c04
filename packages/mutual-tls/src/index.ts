export type {
  AdmissionListener,
  AdmissionSnapshot,
  AdmissionSource,
  AdmittedCertificate,
  CertificateUse,
  Member,
  MemberApart,
  MemberKind,
} from './admission.js';
export { AdmissionBox } from './admission-box.js';
export { MutualTlsAgents, type MutualTlsAgentsOptions } from './agents.js';
export { holdsOwnRoot } from './authorities.js';
export {
  type CrlAlarm,
  type CrlAlarmCode,
  RevocationLists,
  type RevocationListsOptions,
} from './crl/index.js';
export { MutualTlsError, type MutualTlsErrorCode, PinError } from './errors.js';
export { exposedKey } from './exposed-key.js';
export { fingerprintOf } from './fingerprint.js';
export {
  type FollowedIdentity,
  type FollowIdentityOptions,
  followIdentity,
  type IdentityFiles,
  readIdentity,
} from './follow-identity.js';
export type { Http2Handler } from './http2-door.js';
export { secureContextOf, type TlsIdentity, tlsOptions } from './identity.js';
export { memberOf, subjectOf } from './member-of.js';
export { type OwnRole, ownEntry } from './own-entry.js';
export { peerCertificate } from './peer-certificate.js';
export type { DeclaredProxy } from './proxied-clients.js';
export type { Refusal, RefusalReason } from './refusal.js';
export { createRefusalLog, type RefusalLogger } from './refusal-log.js';
export { RefusalWindow } from './refusal-window.js';
export { createMutualTlsServer, type Decisions, type MutualTlsServer, type MutualTlsServerOptions } from './server.js';
export { buildSnapshot, type SnapshotEntry } from './snapshot.js';
