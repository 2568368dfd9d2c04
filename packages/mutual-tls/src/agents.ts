import type { Agent } from 'node:https';
import type { SecureContext } from 'node:tls';
import type { Pool } from 'undici';
import type { AdmissionSnapshot, AdmissionSource } from './admission.js';
import type { RevocationLists } from './crl/index.js';
import { MutualTlsError } from './errors.js';
import { secureContextOf, type TlsIdentity } from './identity.js';
import { type KeepingOptions, PinnedAgent } from './pinned-agent.js';
import { pinnedPool } from './pinned-pool.js';
import { listExpired, PinnedSockets } from './pinned-sockets.js';

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

/** All that leads to one member, while its pins and endpoints stay what they are. */
interface Way {
  pins: string;
  sockets: PinnedSockets;
  agent: PinnedAgent;
  /** Once somebody asked for it; another takes its place when it is of the greatest age. */
  pool?: { pool: Pool; since: number };
}

/** The outbound ways of a process: one per member and pin set, replaced when the member's pins or endpoints change. */
export class MutualTlsAgents {
  readonly #o: MutualTlsAgentsOptions;
  readonly #keeping: KeepingOptions;
  #secureContext: SecureContext;
  readonly #ways = new Map<string, Way>();
  /** Those that others replaced, until their last socket is closed. */
  readonly #retired = new Set<Way>();
  readonly #stops: (() => void)[];

  /** @throws MutualTlsError `ERR_IDENTITY` */
  constructor(o: MutualTlsAgentsOptions) {
    this.#o = o;
    this.#keeping = {
      maxSockets: o.maxSocketsPerMember ?? 64,
      idleMs: o.idleMs ?? 50_000,
      maxAgeMs: o.maxAgeMs ?? 14 * 60_000,
    };
    this.#secureContext = secureContextOf(o.identity);
    this.#stops = [o.source.onChange((now) => this.#apply(now))];
    if (o.revocations) {
      this.#stops.push(
        o.revocations.onChange(() => {
          for (const { sockets } of this.#every()) sockets.cutRevoked();
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
    return this.#wayTo(memberId).agent;
  }

  /**
   * The pool of undici for requests to the first endpoint of this member. As for an agent, ask for it at each request.
   * @throws MutualTlsError `ERR_NOT_LISTED`, `ERR_LIST_EXPIRED`, `ERR_ENDPOINT` when the member has no endpoint
   */
  poolFor(memberId: string): Pool {
    const way = this.#wayTo(memberId);
    const now = Date.now();
    if (way.pool === undefined || now - way.pool.since > this.#keeping.maxAgeMs) {
      const pool = pinnedPool(way.sockets, this.#endpointOf(memberId), this.#keeping);
      // Its requests end; not `clientTtl` of undici, by which a full pool leaves a request in its queue.
      void way.pool?.pool.close();
      way.pool = { pool, since: now };
    }
    return way.pool.pool;
  }

  /**
   * Presents another certificate from now on; requests in flight end under the former one.
   * @throws MutualTlsError `ERR_IDENTITY`
   */
  renew(identity: TlsIdentity): void {
    this.#secureContext = secureContextOf(identity);
    for (const way of this.#ways.values()) this.#retire(way);
    this.#ways.clear();
  }

  /** Destroys every way, requests in flight included. */
  close(): void {
    for (const stop of this.#stops) stop();
    for (const way of this.#every()) destroy(way);
    this.#ways.clear();
    this.#retired.clear();
  }

  #wayTo(memberId: string): Way {
    const { source, revocations, connectTimeoutMs = 5_000 } = this.#o;
    const snapshot = source.current();
    if (Date.now() >= snapshot.expires) throw listExpired(snapshot.instance);
    const known = this.#ways.get(memberId);
    if (known !== undefined) return known;
    const pins = pinSet(snapshot, memberId);
    if (pins === undefined) {
      throw new MutualTlsError(
        'ERR_NOT_LISTED',
        `Le membre ${memberId} n’a pas de certificat serveur dans la liste blanche.`,
      );
    }
    const secureContext = this.#secureContext;
    const sockets = new PinnedSockets({ memberId, source, secureContext, revocations, connectTimeoutMs });
    const way = { pins, sockets, agent: new PinnedAgent(sockets, this.#keeping) };
    this.#ways.set(memberId, way);
    return way;
  }

  #endpointOf(memberId: string): string {
    const member = this.#o.source.current().members.find(({ id }) => id === memberId);
    const endpoint = member?.endpoints[0];
    if (endpoint !== undefined) return endpoint;
    throw new MutualTlsError('ERR_ENDPOINT', `Le membre ${memberId} n’a pas de point d’accès dans la liste blanche.`);
  }

  #apply(snapshot: AdmissionSnapshot): void {
    for (const [memberId, way] of this.#ways) {
      const now = pinSet(snapshot, memberId);
      if (now === way.pins) continue;
      this.#ways.delete(memberId);
      if (now === undefined) destroy(way);
      else this.#retire(way);
    }
    for (const way of this.#retired) {
      way.sockets.cutUnpinned();
      if (way.sockets.size === 0) this.#retired.delete(way);
    }
  }

  /** Closes the sockets whose certificate is no longer pinned, now or later; lets the requests of the others end, and keeps none. */
  #retire(way: Way): void {
    this.#retired.add(way);
    way.sockets.cutUnpinned();
    way.agent.retire();
    void way.pool?.pool.close();
  }

  #every(): readonly Way[] {
    return [...this.#ways.values(), ...this.#retired];
  }
}

function destroy({ sockets, agent, pool }: Way): void {
  agent.destroy();
  void pool?.pool.destroy();
  // Those too that undici has left out of its pool while they connected.
  sockets.destroy();
}

function pinSet(snapshot: AdmissionSnapshot, memberId: string): string | undefined {
  const member = snapshot.members.find(({ id }) => id === memberId);
  const pins = [...snapshot.serverPins(memberId)].sort();
  return member === undefined || pins.length === 0 ? undefined : JSON.stringify([pins, member.endpoints]);
}
