import { constants, createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { Authorities } from './authorities.js';
import { MutualTlsError } from './errors.js';

/** Our own side of every connection, in PEM. */
export interface TlsIdentity {
  readonly key: string;
  /** The leaf first, then its intermediates. */
  readonly cert: string;
  /** Roots and intermediates that are trusted; a string may hold several certificates. */
  readonly ca: readonly string[];
}

/**
 * What every TLS context here shares. Resumption is off because a resumed session is never verified again,
 * renegotiation because Node tolerates three; ciphers are the forward-secret AEAD suites.
 */
export function tlsOptions(identity: TlsIdentity): SecureContextOptions {
  return {
    key: identity.key,
    cert: identity.cert,
    ca: [...identity.ca],
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
    honorCipherOrder: true,
    ciphers: [
      'TLS_AES_128_GCM_SHA256',
      'TLS_AES_256_GCM_SHA384',
      'TLS_CHACHA20_POLY1305_SHA256',
      'ECDHE-ECDSA-AES128-GCM-SHA256',
      'ECDHE-RSA-AES128-GCM-SHA256',
      'ECDHE-ECDSA-AES256-GCM-SHA384',
      'ECDHE-RSA-AES256-GCM-SHA384',
      'ECDHE-ECDSA-CHACHA20-POLY1305',
      'ECDHE-RSA-CHACHA20-POLY1305',
    ].join(':'),
  };
}

/**
 * Builds the TLS context once the identity has been checked: readable, key and certificate of the same pair, in date,
 * authorities whole (OpenSSL would leave out what it cannot read).
 * @throws MutualTlsError `ERR_IDENTITY`
 */
export function secureContextOf(identity: TlsIdentity): SecureContext {
  let leaf: X509Certificate;
  let matches: boolean;
  try {
    leaf = new X509Certificate(identity.cert);
    matches = leaf.checkPrivateKey(createPrivateKey(identity.key));
  } catch (cause) {
    throw new MutualTlsError('ERR_IDENTITY', 'La clé ou le certificat de cet hôte est illisible (PEM attendu).', {
      cause,
    });
  }
  const subject = leaf.subject.replaceAll('\n', ', ');
  if (!matches) {
    throw new MutualTlsError(
      'ERR_IDENTITY',
      `La clé privée n’est pas celle du certificat « ${subject} » : donnez la clé qui a servi à sa demande (CSR).`,
    );
  }
  const now = Date.now();
  if (now < Date.parse(leaf.validFrom)) {
    throw new MutualTlsError(
      'ERR_IDENTITY',
      `Le certificat « ${subject} » ne vaut qu’à partir du ${leaf.validFrom} : mettez l’horloge de cet hôte à l’heure (NTP).`,
    );
  }
  if (now > Date.parse(leaf.validTo)) {
    throw new MutualTlsError(
      'ERR_IDENTITY',
      `Le certificat « ${subject} » a expiré le ${leaf.validTo} : renouvelez-le, ou mettez l’horloge de cet hôte à l’heure (NTP) si elle avance.`,
    );
  }
  checkAuthorities(identity.ca);
  try {
    return createSecureContext(tlsOptions(identity));
  } catch (cause) {
    throw new MutualTlsError('ERR_IDENTITY', `Le contexte TLS de « ${subject} » est refusé par OpenSSL.`, { cause });
  }
}

function checkAuthorities(ca: readonly string[]): void {
  const announced = ca.join('\n').split('-----BEGIN CERTIFICATE-----').length - 1;
  try {
    if (announced > 0 && new Authorities(ca).count === announced) return;
  } catch {
    // Said below.
  }
  throw new MutualTlsError(
    'ERR_IDENTITY',
    'Les autorités de confiance sont illisibles ou coupées (PEM attendu) : reprenez ca.pem auprès de l’autorité.',
  );
}
