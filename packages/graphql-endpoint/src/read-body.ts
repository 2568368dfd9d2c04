import type { IncomingMessage } from 'node:http';
import type { GraphQLError } from 'graphql';
import { badRequest, limitExceeded } from './request-errors.js';

/** A body that cannot be taken, with the HTTP status that says so. */
export interface BodyRefusal {
  status: 400 | 413 | 415;
  error: GraphQLError;
}

/**
 * Reads a UTF-8 body of at most `maxBytes`. A longer one is refused as soon as it is known to be longer;
 * what is left of it is not kept.
 */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<string | BodyRefusal> {
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    const error = badRequest(`Corps compressé (« ${encoding} ») non accepté : envoyez-le sans content-encoding.`);
    return Promise.resolve({ status: 415, error });
  }
  const announced = Number(req.headers['content-length'] ?? 0);
  if (announced > maxBytes) return Promise.resolve(tooLarge(maxBytes, announced));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) {
        chunks.length = 0;
        req.pause();
        resolve(tooLarge(maxBytes, length));
      } else chunks.push(chunk);
    });
    req.on('end', () => resolve(chunks.length === 1 ? chunks[0]!.toString('utf8') : Buffer.concat(chunks).toString()));
    req.on('error', () => resolve({ status: 400, error: badRequest('Le corps de la requête a été interrompu.') }));
    req.on('aborted', () => resolve({ status: 400, error: badRequest('Le corps de la requête a été interrompu.') }));
  });
}

function tooLarge(maxBytes: number, asked: number): BodyRefusal {
  return {
    status: 413,
    error: limitExceeded('octets', maxBytes, asked, 'Raccourcissez le document ou ses variables.'),
  };
}
