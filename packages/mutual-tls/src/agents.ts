import type { Agent } from 'node:https';
import type { SecureContext } from 'node:tls';
import type { AdmissionSnapshot, AdmissionSource } from './admission.js';
import type { RevocationLists } from './crl/index.js';
import { MutualTlsError } from './errors.js';
import { secureContextOf, type TlsIdentity } from './identity.js';
import { listExpired, PinnedAgent } from './pinned-agent.js';

export interface MutualTlsAgentsOptions {
  identity: TlsIdentity;
  source: AdmissionSource;
  /** CRLs under the whitelist; whoever opened them closes them. */
  revocations?: RevocationLists;
  /** Sockets to one member; further requests queue. @default 64 */
  maxSocketsPerMember?: number;
  /** TCP and TLS together. @default 5 s */
  connectTimeoutMs?: number;
  /** An idle socket is closed after this; below the listeners' own 65 s. @default 50 s */
  idleMs?: number;
  /** An older socket is not used again; below the listeners' own 15 min. @default 14 min */
  maxAgeMs?: number;
}

/** The outbound agents of a process: one per member and pin set, replaced when the member's pins or endpoints change. */
export class MutualTlsAgents {
  readonly #o: MutualTlsAgentsOptions;
  #secureContext: SecureContext;
  readonly #agents = new Map<string, { agent: PinnedAgent; pins: string }>();
  readonly #stops: (() => void)[];

  /** @throws MutualTlsError `ERR_IDENTITY` */
  constructor(o: MutualTlsAgentsOptions) {
    this.#o = o;
    this.#secureContext = secureContextOf(o.identity);
    this.#stops = [o.source.onChange((now) => this.#apply(now))];
    if (o.revocations) {
      this.#stops.push(
        o.revocations.onChange(() => {
          for (const { agent } of this.#agents.values()) agent.cutRevoked();
        }),
      );
    }
  }

  /**
   * The agent to give to `https.request` for this member. Ask for it at each request: it changes with the whitelist.
   * Its sockets fail with `ERR_PIN` when the server is not the member's, `ERR_ENDPOINT` when the host is not listed.
   * @throws MutualTlsError `ERR_NOT_LISTED`, `ERR_LIST_EXPIRED`
   */
  agentFor(memberId: string): Agent {
    const snapshot = this.#o.source.current();
    if (Date.now() >= snapshot.expires) throw listExpired(snapshot.instance);
    const known = this.#agents.get(memberId);
    if (known !== undefined) return known.agent;
    const pins = pinSet(snapshot, memberId);
    if (pins === undefined) {
      throw new MutualTlsError(
        'ERR_NOT_LISTED',
        `Le membre ${memberId} n’a pas de certificat serveur dans la liste blanche.`,
      );
    }
    const agent = new PinnedAgent({
      memberId,
      source: this.#o.source,
      secureContext: this.#secureContext,
      revocations: this.#o.revocations,
      maxSockets: this.#o.maxSocketsPerMember ?? 64,
      connectTimeoutMs: this.#o.connectTimeoutMs ?? 5_000,
      idleMs: this.#o.idleMs ?? 50_000,
      maxAgeMs: this.#o.maxAgeMs ?? 14 * 60_000,
    });
    this.#agents.set(memberId, { agent, pins });
    return agent;
  }

  /**
   * Presents another certificate from now on; requests in flight end under the former one.
   * @throws MutualTlsError `ERR_IDENTITY`
   */
  renew(identity: TlsIdentity): void {
    this.#secureContext = secureContextOf(identity);
    for (const { agent } of this.#agents.values()) agent.retire();
    this.#agents.clear();
  }

  /** Destroys every agent, requests in flight included. */
  close(): void {
    for (const stop of this.#stops) stop();
    for (const { agent } of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }

  #apply(snapshot: AdmissionSnapshot): void {
    for (const [memberId, { agent, pins }] of this.#agents) {
      const now = pinSet(snapshot, memberId);
      if (now === pins) continue;
      this.#agents.delete(memberId);
      if (now === undefined) agent.destroy();
      else agent.retire();
    }
  }
}

function pinSet(snapshot: AdmissionSnapshot, memberId: string): string | undefined {
  const member = snapshot.members.find(({ id }) => id === memberId);
  const pins = [...snapshot.serverPins(memberId)].sort();
  return member === undefined || pins.length === 0 ? undefined : JSON.stringify([pins, [...member.endpoints].sort()]);
}
