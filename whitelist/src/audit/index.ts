export { auditRefusals } from './audit-refusals.js';
export { AuditTrail, type AuditTrailOptions } from './audit-trail.js';
export type { AuditEvent, AuditRecord } from './record.js';
export { type AuditVerdict, type ExpectedHead, tailOf, verifyTrail } from './verify-trail.js';
