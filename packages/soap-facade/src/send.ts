import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { TYPE_SOAP, writeFault } from '@inter-ror/csd';
import { answerUnread } from '@inter-ror/graphql-endpoint';
import type { ErreurSoap } from './soap-error.js';

const TYPE = `${TYPE_SOAP}; charset=utf-8`;
/** Bytes written at once. */
const CHUNK = 64 * 1024;

/** A fault, with the HTTP status that the SOAP 1.2 binding gives it: 400 for the sender's, 500 for ours. */
export function sendFault(res: ServerResponse, { code, statut, message }: ErreurSoap): void {
  const ours = statut >= 500;
  const text = writeFault({
    code: ours ? 'Receiver' : 'Sender',
    raison: message,
    erreur: { code: statut, message, texte: code },
  });
  const status = ours ? 500 : 400;
  if (statut === 413 || statut === 415) answerUnread(res, status, { 'content-type': TYPE }, text);
  else sendText(res, text, status);
}

export function sendText(res: ServerResponse, text: string, status = 200): void {
  const bytes = Buffer.from(text);
  res.writeHead(status, { 'content-type': TYPE, 'content-length': bytes.length });
  res.end(bytes);
}

/** An envelope of any length, as it is made: other requests go on between two pieces. */
export async function sendWhole(
  res: ServerResponse,
  pieces: Iterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  let held: Buffer[] = [];
  let bytes = 0;
  const write = async () => {
    if (!res.headersSent) res.writeHead(200, { 'content-type': TYPE });
    if (!res.write(Buffer.concat(held, bytes))) await once(res, 'drain', { signal });
    held = [];
    bytes = 0;
  };
  for (const piece of pieces) {
    const chunk =
      typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < CHUNK) continue;
    await write();
    await setImmediate();
    signal.throwIfAborted();
  }
  if (bytes > 0) await write();
  res.end();
}
