import type { ServerResponse } from 'node:http';
import { AccessTrace } from './access-trace.js';

/** An answer whose refusal, when it is one, is known by its code. */
export type DownloadAnswer = ServerResponse & { locals: { refusal?: string } };

/**
 * Follows the download of an export to the end of its answer.
 * @param codes regions of the export
 * @param tell told once: `SERVI` when the whole file was given, `INTERROMPU` when it was cut, else the code of the refusal
 */
export function traceDownload(
  res: DownloadAnswer,
  codes: readonly string[],
  tell: (trace: AccessTrace, decision: string) => void,
): void {
  const trace = new AccessTrace();
  trace.object('export', codes.join('-'));
  res.once('close', () => tell(trace, res.locals.refusal ?? (res.writableFinished ? 'SERVI' : 'INTERROMPU')));
}
