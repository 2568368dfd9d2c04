import { isIP } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { AdmissionSource } from './admission.js';
import type { RevocationLists } from './crl/index.js';
import { MutualTlsError, PinError } from './errors.js';
import { fingerprintOf } from './fingerprint.js';
import { timerAt } from './leases.js';
import { peerCertificate } from './peer-certificate.js';

export interface PinnedSocketsOptions {
  memberId: string;
  source: AdmissionSource;
  secureContext: SecureContext;
  revocations: RevocationLists | undefined;
  connectTimeoutMs: number;
}

/** The sockets towards one member: each is checked against the pins in force before a byte is sent. */
export class PinnedSockets {
  readonly #o: PinnedSocketsOptions;
  /** From the first step of their connection to their close. */
  readonly #all = new Set<TLSSocket>();
  readonly #open = new Map<TLSSocket, { fingerprint: string; opened: number; end: NodeJS.Timeout }>();

  constructor(o: PinnedSocketsOptions) {
    this.#o = o;
  }

  /**
   * Opens one; whatever is written to it waits for the pin.
   * @throws MutualTlsError `ERR_ENDPOINT` when the list does not give this address to the member
   */
  connect(host: string, port: number): TLSSocket {
    const { memberId, source, secureContext, connectTimeoutMs } = this.#o;
    const listed = source.current().members.find((member) => member.id === memberId)?.endpoints ?? [];
    if (!listed.some((endpoint) => sameOrigin(endpoint, host, port))) {
      const message = `${host}:${port} n’est pas un point d’accès du membre ${memberId} dans la liste blanche (${listed.join(', ') || 'aucun'}).`;
      throw new MutualTlsError('ERR_ENDPOINT', message);
    }
    const socket = connect({
      host,
      port,
      secureContext,
      rejectUnauthorized: true,
      ALPNProtocols: ['http/1.1'],
      servername: isIP(host) ? '' : host,
      // The pin decides, not the name; the chain is still verified.
      checkServerIdentity: () => undefined,
    });
    this.#all.add(socket);
    socket.setNoDelay(true);
    socket.cork();
    const timer = setTimeout(
      () =>
        socket.destroy(
          new MutualTlsError(
            'ERR_CONNECT_TIMEOUT',
            `${host}:${port} (${memberId}) : pas de connexion TLS en ${connectTimeoutMs} ms.`,
          ),
        ),
      connectTimeoutMs,
    );
    socket.once('close', () => {
      clearTimeout(timer);
      clearTimeout(this.#open.get(socket)?.end);
      this.#open.delete(socket);
      this.#all.delete(socket);
    });
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      const refusal = this.#refusal(socket, `${host}:${port}`);
      if (refusal !== undefined) socket.destroy(refusal);
      else socket.uncork();
    });
    return socket;
  }

  /** Open, or about to be. */
  get size(): number {
    return this.#all.size;
  }

  destroy(): void {
    for (const socket of this.#all) socket.destroy();
  }

  /** Milliseconds since it was found to be the member's; undefined for one that is not, or is closed. */
  ageOf(socket: TLSSocket): number | undefined {
    const opened = this.#open.get(socket)?.opened;
    return opened === undefined ? undefined : Date.now() - opened;
  }

  /** Closes those whose certificate is no longer pinned. */
  cutUnpinned(): void {
    const pins = this.#o.source.current().serverPins(this.#o.memberId);
    for (const [socket, { fingerprint }] of this.#open) if (!pins.has(fingerprint)) socket.destroy();
  }

  /** Closes those that a CRL in force now names. */
  cutRevoked(): void {
    for (const socket of this.#open.keys()) {
      const certificate = peerCertificate(socket);
      if (certificate === undefined || this.#o.revocations?.revoked(certificate)) socket.destroy();
    }
  }

  #refusal(socket: TLSSocket, host: string): MutualTlsError | undefined {
    const { memberId, source, revocations } = this.#o;
    const snapshot = source.current();
    const now = Date.now();
    if (now >= snapshot.expires) return listExpired(snapshot.instance);
    const certificate = peerCertificate(socket);
    const fingerprint = certificate === undefined ? '' : fingerprintOf(certificate);
    const pin = snapshot.serverPins(memberId).has(fingerprint)
      ? snapshot.certificate(fingerprint, 'server')
      : undefined;
    const end = Math.min(pin?.notAfter ?? 0, Date.parse(certificate?.validTo ?? ''));
    if (pin === undefined || socket.isSessionReused() || now < pin.notBefore || !(now < end)) {
      return new PinError(memberId, host, [...snapshot.serverPins(memberId)], fingerprint);
    }
    if (revocations?.revoked(certificate!)) {
      return new MutualTlsError(
        'ERR_REVOKED',
        `Le certificat du serveur ${host} (${memberId}) est révoqué par une CRL.`,
      );
    }
    const opened = this.#open.get(socket)?.opened ?? now;
    // At the end of the pin or of the list: asked again, since the list may have prolonged both.
    const timer = timerAt(Math.min(end, snapshot.expires), () => {
      const refusal = this.#refusal(socket, host);
      if (refusal !== undefined) socket.destroy(refusal);
    });
    this.#open.set(socket, { fingerprint, opened, end: timer });
    return undefined;
  }
}

export function listExpired(instance: string): MutualTlsError {
  return new MutualTlsError('ERR_LIST_EXPIRED', `La liste blanche « ${instance} » a expiré : aucun appel sortant.`);
}

function sameOrigin(endpoint: string, host: string, port: number): boolean {
  const url = new URL(endpoint);
  return url.hostname.replace(/^\[|\]$/g, '') === host.toLowerCase() && Number(url.port || 443) === port;
}
