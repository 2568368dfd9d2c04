import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import {
  type DemandeSoap,
  OID_PROFIL,
  OID_ROLE,
  OID_V1,
  type RechercheV1,
  type ResultatV1,
  readLectureResponse,
  readRechercheResponse,
  type Vihf,
  writeSoapRequest,
} from '@inter-ror/csd';
import type { Enregistrement } from '@inter-ror/exposure-model';

/** Certificate and key of a client, and the authority of those whom it asks, PEM. */
export interface Identity {
  ca: string | Buffer;
  cert: string;
  key: string | Buffer;
}

/** The identity kept in files, as the demo writes them. */
export function readIdentity({ ca, cert, key }: Record<'ca' | 'cert' | 'key', string>): Identity {
  return { ca: readFileSync(ca), cert: readFileSync(cert, 'utf8'), key: readFileSync(key) };
}

/** Software that sends envelopes under one certificate. */
export function openSoapClient({ ca, cert, key }: Identity) {
  const agent = new Agent({ keepAlive: true, ca, cert, key });
  const subject = new X509Certificate(cert).subject.split('\n').reverse().join(',');
  const vihf = (profil: string, emetteur = subject): Vihf => ({
    id: '6f1c7d2e-0000-4000-8000-000000000002',
    emission: '2026-01-31T08:30:00Z',
    emetteur,
    sujet: '199999999999999/1',
    authentification: '2026-01-31T08:30:00Z',
    nomSujet: 'logiciel de test',
    role: { code: 'AUTOMATE', oid: OID_ROLE },
    profil: { code: profil, oid: OID_PROFIL },
  });
  const send = (url: string, envelope: string) =>
    new Promise<Buffer>((resolve, reject) => {
      const req = request(
        url,
        { method: 'POST', agent, headers: { 'content-type': 'application/soap+xml; charset=utf-8' } },
        (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => void chunks.push(chunk));
          res.on('end', () => resolve(Buffer.concat(chunks)));
          res.on('error', reject);
        },
      );
      req.on('error', reject).end(envelope);
    });
  return {
    vihf,
    ask: (url: string, demande: DemandeSoap, more: { vihf?: Vihf } = {}) =>
      send(url, writeSoapRequest({ ...demande, ...more })),
    send,
    close: () => agent.destroy(),
  };
}

export const recherche = (more: Partial<RechercheV1>): DemandeSoap => ({
  operation: 'recherche',
  recherche: { classesAge: [], modesPriseEnCharge: [], activites: [], destinations: [], ...more },
});
export const lieu = (type: string, code: string, distanceKm?: number) => ({
  type: { code: type, oid: OID_V1.typeDivision },
  code,
  ...(distanceKm === undefined ? {} : { distanceKm }),
});

export function resultat(message: Buffer): ResultatV1 {
  const reponse = readRechercheResponse(message);
  if (!('resultat' in reponse)) throw new Error(message.toString());
  return reponse.resultat;
}
export const ids = ({ organisationsInternes }: ResultatV1) => organisationsInternes.map(({ id }) => id);

export async function lire(message: Buffer) {
  const records: Enregistrement[] = [];
  const issue = await readLectureResponse([message], { surEnregistrement: (e) => records.push(e) });
  return { issue, records };
}
