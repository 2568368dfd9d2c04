export { auditRefusals } from './audit-refusals.js';
