import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import forge from 'node-forge';
import type { GenreSimule } from './shapes.js';

const { pki, asn1, md } = forge;
const JOUR_MS = 86_400_000;

interface Paire {
  publicKey: string;
  privateKey: string;
}

interface Modele {
  nom: string;
  debut?: number;
  fin?: number;
  autorite?: boolean;
}

/** The authority of a simulated solution with what it issued, made at its start and kept nowhere else. */
export interface PkiSimulee {
  serveur: TlsIdentity;
  /** Its dates are over. */
  expire: TlsIdentity;
  /** For the adapter that asks. */
  client: TlsIdentity;
}

/** Issues the certificates of a simulated solution, for loopback. */
export function certificatsSimules(genre: GenreSimule): PkiSimulee {
  const nom = `solution simulée ${genre}`;
  const [racine, serveur, client] = [paire(), paire(), paire()];
  const autorite = emettre({ nom: `${nom}, autorité (simulation)`, autorite: true }, racine);
  const signe = { cert: autorite, privateKey: racine.privateKey };
  const identite = (modele: Modele, { publicKey, privateKey }: Paire): TlsIdentity => ({
    key: privateKey,
    cert: emettre(modele, { publicKey, privateKey }, signe),
    ca: [autorite],
  });
  return {
    serveur: identite({ nom: `${nom} (simulation)` }, serveur),
    expire: identite(
      { nom: `${nom} (simulation)`, debut: Date.now() - 3 * JOUR_MS, fin: Date.now() - JOUR_MS },
      serveur,
    ),
    client: identite({ nom: 'adaptateur (simulation)' }, client),
  };
}

function paire(): Paire {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

function emettre(modele: Modele, sujet: Paire, emetteur?: { cert: string; privateKey: string }): string {
  const certificat = pki.createCertificate();
  certificat.publicKey = pki.publicKeyFromPem(sujet.publicKey);
  certificat.serialNumber = `4${randomBytes(8).toString('hex').slice(1)}`;
  certificat.validity.notBefore = new Date(modele.debut ?? Date.now() - JOUR_MS);
  certificat.validity.notAfter = new Date(modele.fin ?? Date.now() + 30 * JOUR_MS);
  const nom = [
    { name: 'organizationName', value: 'inter-ror (simulation)' },
    { name: 'commonName', value: modele.nom },
  ];
  certificat.setSubject(nom);
  certificat.setIssuer(emetteur ? pki.certificateFromPem(emetteur.cert).subject.attributes : nom);
  certificat.setExtensions(
    modele.autorite
      ? [
          { name: 'basicConstraints', cA: true, critical: true },
          { name: 'keyUsage', keyCertSign: true, critical: true },
        ]
      : [
          { name: 'extKeyUsage', clientAuth: true, serverAuth: true },
          {
            name: 'subjectAltName',
            altNames: [
              { type: 7, ip: '127.0.0.1' },
              { type: 2, value: 'localhost' },
            ],
          },
        ],
  );
  const cle = createPrivateKey(emetteur?.privateKey ?? sujet.privateKey);
  const signataire = {
    sign: () => {
      const der = asn1.toDer(certificat.tbsCertificate as forge.asn1.Asn1).getBytes();
      return sign('sha256', Buffer.from(der, 'binary'), cle).toString('binary');
    },
  };
  certificat.sign(signataire as unknown as forge.pki.rsa.PrivateKey, md.sha256.create());
  return pki.certificateToPem(certificat);
}
