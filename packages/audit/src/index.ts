export { AccessTrace, type TracedAsker, type TracedSearch } from './access-trace.js';
export { AuditError } from './audit-error.js';
export { AuditTrail, type AuditTrailOptions } from './audit-trail.js';
export { GroupedJournal } from './grouped-journal.js';
export { recordsOf } from './read-trail.js';
export type { AuditEvent, AuditRecord } from './record.js';
export { setAside } from './segments.js';
export { type DownloadAnswer, traceDownload } from './trace-download.js';
export {
  type AuditVerdict,
  type ExpectedHead,
  lastRecords,
  recordsSince,
  tailOf,
  verifyTrail,
} from './verify-trail.js';
