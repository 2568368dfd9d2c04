import type { IncomingMessage } from 'node:http';
import { LIMITES_REQUETE } from '@inter-ror/csd';
import { readBoundedBody, type UnreadBody } from '@inter-ror/graphql-endpoint';
import { ErreurSoap } from './soap-error.js';

const TYPES = /^\s*(?:application\/soap\+xml|application\/xml|text\/xml)\s*(?:;|$)/i;

/**
 * Reads the body of a request, within the bound of an envelope.
 * @throws ErreurSoap what is not an envelope by its type, or longer than one may be
 */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const { 'content-type': type = '' } = req.headers;
  if (!TYPES.test(type)) {
    const shown = type.slice(0, 80);
    throw new ErreurSoap('TYPE_REFUSE', 415, `Type « ${shown} » refusé : envoyez application/soap+xml (SOAP 1.2).`);
  }
  const read = await readBoundedBody(req, LIMITES_REQUETE.octets);
  if (Buffer.isBuffer(read)) return read;
  throw refusalOf(read);
}

function refusalOf({ unread }: UnreadBody): ErreurSoap {
  switch (unread) {
    case 'ENCODED':
      return new ErreurSoap('TYPE_REFUSE', 415, 'Corps compressé non accepté : envoyez-le sans content-encoding.');
    case 'TOO_LONG':
      return new ErreurSoap('LIMITE_DEPASSEE', 413, `Le message dépasse ${LIMITES_REQUETE.octets} octets.`);
    case 'CUT':
      return new ErreurSoap('CORPS_INTERROMPU', 400, 'Le corps de la requête a été interrompu.');
  }
}
