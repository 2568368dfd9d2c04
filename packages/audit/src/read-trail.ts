import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type AuditRecord, readLine } from './record.js';
import { segmentsOf } from './segments.js';

/**
 * Reads a trail from its first record, file by file, without holding it. Lines that are not records, or not as they
 * were written, are left out.
 * @param leftOut told of each of them
 */
export async function* recordsOf(file: string, leftOut?: () => void): AsyncGenerator<AuditRecord> {
  for (const segment of segmentsOf(file)) {
    for await (const line of createInterface({
      input: createReadStream(segment),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      const record = readLine(line);
      if ('reason' in record) leftOut?.();
      else yield record;
    }
  }
}
