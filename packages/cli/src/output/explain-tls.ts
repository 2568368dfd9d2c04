/** What a failure means to who asked, and what to do. */
export interface Explained {
  dit: string;
  remede: string;
}

const CAUSES: readonly (readonly [RegExp, () => Explained])[] = [
  [
    /ECONNRESET|EPIPE|socket hang up/,
    () => ({
      dit:
        'on y ferme la connexion sans répondre, comme à un certificat que la liste blanche n’admet pas (jamais inscrit, ' +
        'suspendu, révoqué, remplacé ou expiré)',
      remede:
        'demandez à l’autorité où en est votre entrée (elle le voit par « whitelist show »), et sa dernière liste',
    }),
  ],
  [
    /ALERT_CERTIFICATE_EXPIRED/,
    () => ({
      dit: 'votre certificat y est dit expiré',
      remede: 'renouvelez-le auprès de l’autorité, ou vérifiez l’horloge de cet hôte et de l’autre',
    }),
  ],
  [
    /ALERT_UNKNOWN_CA|ALERT_BAD_CERTIFICATE|CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|certificate required/,
    () => ({
      dit: 'votre certificat y est refusé, ou manque : il en faut un d’une autorité de ce réseau',
      remede: 'présentez le certificat que l’autorité vous a remis (approve), et sa clé',
    }),
  ],
  [
    /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate has expired|not yet valid/,
    () => ({
      dit: `le certificat de ce serveur n’est pas valable à l’heure de cet hôte (${new Date().toISOString()})`,
      remede: 'vérifiez l’horloge de cet hôte (NTP) ; si elle est juste, prévenez l’exploitant de ce serveur',
    }),
  ],
  [
    /UNABLE_TO_VERIFY_LEAF|UNABLE_TO_GET_ISSUER|SELF_SIGNED|unable to verify|unable to get.*issuer|self-signed/,
    () => ({
      dit: 'le certificat de ce serveur n’est pas d’une autorité de ca.pem',
      remede: 'reprenez ca.pem auprès de l’autorité, et vérifiez que l’adresse est bien celle du réseau',
    }),
  ],
  [
    /KEY_VALUES_MISMATCH/,
    () => ({ dit: 'la clé n’est pas celle du certificat', remede: 'donnez la clé qui a servi à sa demande' }),
  ],
];

/** Explains a failure of a connection under mutual TLS, as far as it can be known; undefined when the network failed. */
export function explainTls(error: Error): Explained | undefined {
  const told = `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}`;
  return CAUSES.find(([pattern]) => pattern.test(told))?.[1]();
}
