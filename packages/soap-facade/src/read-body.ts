import type { IncomingMessage } from 'node:http';
import { LIMITES_REQUETE } from '@inter-ror/csd';
import { ErreurSoap } from './soap-error.js';

const TYPES = /^\s*(?:application\/soap\+xml|application\/xml|text\/xml)\s*(?:;|$)/i;

/**
 * Reads the body of a request, within the bound of an envelope.
 * @throws ErreurSoap what is longer is refused as soon as it is known to be, and not kept
 */
export function readBody(req: IncomingMessage): Promise<Buffer> {
  const { octets } = LIMITES_REQUETE;
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = req.headers;
  if (!TYPES.test(type)) {
    const shown = type.slice(0, 80);
    throw new ErreurSoap('TYPE_REFUSE', 415, `Type « ${shown} » refusé : envoyez application/soap+xml (SOAP 1.2).`);
  }
  if (encoding !== 'identity') {
    throw new ErreurSoap('TYPE_REFUSE', 415, 'Corps compressé non accepté : envoyez-le sans content-encoding.');
  }
  const tooLong = () => new ErreurSoap('LIMITE_DEPASSEE', 413, `Le message dépasse ${octets} octets.`);
  if (Number(req.headers['content-length'] ?? 0) > octets) throw tooLong();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= octets) chunks.push(chunk);
      else {
        chunks.length = 0;
        req.pause();
        reject(tooLong());
      }
    });
    const cut = () => reject(new ErreurSoap('CORPS_INTERROMPU', 400, 'Le corps de la requête a été interrompu.'));
    req.on('end', () => resolve(Buffer.concat(chunks, length)));
    req.on('error', cut);
    req.on('aborted', cut);
  });
}
