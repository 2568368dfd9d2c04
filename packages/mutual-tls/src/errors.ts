/** Codes of {@link MutualTlsError}. */
export type MutualTlsErrorCode =
  | 'ERR_IDENTITY'
  | 'ERR_LIST_EXPIRED'
  | 'ERR_NOT_LISTED'
  | 'ERR_ENDPOINT'
  | 'ERR_PIN'
  | 'ERR_REVOKED'
  | 'ERR_CONNECT_TIMEOUT';

/** An error of the listener or of the agent; `code` names it as Node's own network errors do. */
export class MutualTlsError extends Error {
  override readonly name: string = 'MutualTlsError';
  constructor(
    readonly code: MutualTlsErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The server presented a certificate that the whitelist does not give to the member asked for. */
export class PinError extends MutualTlsError {
  override readonly name = 'PinError';
  constructor(
    readonly member: string,
    readonly host: string,
    readonly expected: readonly string[],
    readonly seen: string,
  ) {
    super(
      'ERR_PIN',
      `Le serveur ${host} ne présente pas un certificat du membre ${member} : empreinte vue ${seen || 'aucune'}, ` +
        `attendue ${expected.join(' ou ') || 'aucune (le membre n’a pas de certificat serveur valide dans la liste blanche)'}. ` +
        'Si le certificat du membre vient d’être renouvelé, faites-le inscrire par l’autorité ; sinon, la connexion est détournée.',
    );
  }
}
