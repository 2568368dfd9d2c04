export { diffDocuments, type EntryDiff, type FieldDiff } from './diff-documents.js';
export { type Diagnosis, type DoctorOptions, examine, type Finding } from './doctor.js';
export { type ExportFormat, exportList } from './export-list.js';
export { verifyAudit } from './verify-audit.js';
