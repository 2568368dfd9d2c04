import type { IncomingMessage } from 'node:http';
import type { GraphQLError } from 'graphql';
import { readBoundedBody, type UnreadBody } from './bounded-body.js';
import { badRequest, limitExceeded } from './request-errors.js';

/** A body that cannot be taken, with the HTTP status that says so. */
export interface BodyRefusal {
  status: 400 | 413 | 415;
  error: GraphQLError;
}

/** Reads a UTF-8 body of at most `maxBytes`. */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<string | BodyRefusal> {
  const read = await readBoundedBody(req, maxBytes);
  return Buffer.isBuffer(read) ? read.toString('utf8') : refusalOf(read, maxBytes);
}

function refusalOf(body: UnreadBody, maxBytes: number): BodyRefusal {
  switch (body.unread) {
    case 'ENCODED': {
      const said = `Corps compressé (« ${body.encoding} ») non accepté : envoyez-le sans content-encoding.`;
      return { status: 415, error: badRequest(said) };
    }
    case 'TOO_LONG': {
      const mend = 'Raccourcissez le document ou ses variables.';
      return { status: 413, error: limitExceeded('octets', maxBytes, body.bytes, mend) };
    }
    case 'CUT':
      return { status: 400, error: badRequest('Le corps de la requête a été interrompu.') };
  }
}
