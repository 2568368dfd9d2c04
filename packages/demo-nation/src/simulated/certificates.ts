import { generateKeyPairSync } from 'node:crypto';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { issueAuthority, issueMember, subjectOf } from '@inter-ror/whitelist';
import type { GenreSimule } from './shapes.js';

const JOUR_MS = 86_400_000;
const ORGANISATION = 'inter-ror (simulation)';

/** The authority of a simulated solution with what it issued, made at its start and kept nowhere else. */
export interface PkiSimulee {
  serveur: TlsIdentity;
  /** Its dates are over. */
  expire: TlsIdentity;
  /** For the adapter that asks. */
  client: TlsIdentity;
}

/** Issues the certificates of a simulated solution, for loopback. */
export async function certificatsSimules(genre: GenreSimule): Promise<PkiSimulee> {
  const nom = `solution simulée ${genre}`;
  const [racine, serveur, client] = [paire(), paire(), paire()];
  const now = Date.now();
  const enVigueur = { notBefore: new Date(now - JOUR_MS), notAfter: new Date(now + 30 * JOUR_MS) };
  const passee = { notBefore: new Date(now - 3 * JOUR_MS), notAfter: new Date(now - JOUR_MS) };
  const certificate = issueAuthority({
    ...racine,
    ...enVigueur,
    subject: subjectOf(`${nom}, autorité (simulation)`, ORGANISATION),
  });
  const identite = async (commonName: string, { publicKey, privateKey }: Paire, dates = enVigueur) => ({
    key: privateKey,
    cert: await issueMember({
      ...dates,
      commonName,
      organisation: ORGANISATION,
      publicKey,
      issuer: { certificate, privateKey: racine.privateKey },
      uses: ['client', 'server'],
      hosts: ['127.0.0.1', 'localhost'],
    }),
    ca: [certificate],
  });
  return {
    serveur: await identite(`${nom} (simulation)`, serveur),
    expire: await identite(`${nom} (simulation)`, serveur, passee),
    client: await identite('adaptateur (simulation)', client),
  };
}

type Paire = ReturnType<typeof paire>;

function paire() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}
