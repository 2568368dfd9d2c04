/** A journal that cannot be continued: put it aside, then begin again. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
  readonly code = 'AUDIT';
}
