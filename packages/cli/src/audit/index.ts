export { exportAudit, searchAudit, verifyAuditFile } from './audit-verbs.js';
