import { randomUUID } from 'node:crypto';
import {
  type AdmissionSource,
  fingerprintOf,
  type Member,
  MutualTlsAgents,
  type TlsIdentity,
} from '@inter-ror/mutual-tls';
import { NationUnreachable } from './nation-unreachable.js';
import { type Posted, post } from './post.js';

export interface NationClientOptions {
  /** Who asks: a region, or a consumer, of the list. */
  identity: TlsIdentity;
  admission: AdmissionSource;
  /** Milliseconds given to a question, the gateway's own deadline included. @default 6 s */
  timeoutMs?: number;
  /** A region asks its own adapter when no gateway answers. @default false */
  ownRegion?: boolean;
}

export interface AskOptions {
  signal?: AbortSignal;
  /** Sent beside the question: the `Ror-*` headers of the user in whose name it is asked. */
  headers?: Readonly<Record<string, string>>;
  /** Told of each region of a search as it replies, while the answer is awaited. */
  onRegion?: (region: RegionReplied) => void;
  /** What a region alone would answer is of no use: without a gateway, the question fails. */
  nationOnly?: boolean;
}

/** What a region has just replied to a search that is not answered yet. */
export interface RegionReplied {
  codes: readonly string[];
  nom: string;
  statut: string;
  latenceMs: number | null;
}

/** A GraphQL answer: data, errors, or both. */
export interface NationAnswer<T> {
  data: T | null;
  /** `regions`: codes of those that did not answer, when that is why. */
  errors: { message: string; code: string | null; regions?: readonly string[] }[];
  /** Digest of the contract that the gateway serves; null when it does not say. */
  contrat: string | null;
  /** No gateway answered: this is what the asker's own region knows, and nobody else was asked. */
  regionSeule: boolean;
}

/** Asks the gateways that the whitelist names. */
export interface NationClient {
  /**
   * Asks the first gateway that answers; the next one is asked only when no answer came at all, then the asker's own
   * adapter where that is wanted: the answer says so.
   * @throws NationUnreachable no gateway is listed, or nobody answers
   */
  ask<T>(query: string, variables: Readonly<Record<string, unknown>>, options?: AskOptions): Promise<NationAnswer<T>>;
  /** Asks under another certificate from now on. @throws MutualTlsError `ERR_IDENTITY` */
  renew(identity: TlsIdentity): void;
  close(): void;
}

/** @throws MutualTlsError `ERR_IDENTITY` */
export function createNationClient(o: NationClientOptions): NationClient {
  const agents = new MutualTlsAgents({ identity: o.identity, source: o.admission });
  let fingerprint = fingerprintOf(o.identity.cert);
  const timeoutMs = o.timeoutMs ?? 6_000;
  const send = (member: Member, endpoint: string, body: string, { signal, headers, onRegion }: AskOptions) =>
    post(`${endpoint}/graphql`, body, {
      agent: agents.agentFor(member.id),
      timeoutMs,
      headers: { 'x-request-id': randomUUID(), ...headers },
      ...(signal === undefined ? {} : { signal }),
      ...(onRegion === undefined ? {} : { onEvent: regionTold(onRegion) }),
    });
  return {
    async ask<T>(query: string, variables: Readonly<Record<string, unknown>>, options: AskOptions = {}) {
      const list = o.admission.current();
      const gateways = list.members.filter(({ kind }) => kind === 'gateway');
      const own = list.certificate(fingerprint, 'server')?.member;
      const region = o.ownRegion === true && options.nationOnly !== true && own?.kind === 'region' ? [own] : [];
      const reasons: string[] = [];
      const body = JSON.stringify({ query, variables });
      for (const member of [...gateways, ...region]) {
        for (const endpoint of member.endpoints) {
          try {
            return read<T>(await send(member, endpoint, body, options), member === own);
          } catch (e) {
            if (options.signal?.aborted) throw e;
            reasons.push(`${endpoint} : ${(e as Error).message}`);
          }
        }
      }
      throw new NationUnreachable(reasons.join(' ; ') || 'la liste blanche ne porte aucune passerelle joignable');
    },
    renew: (identity) => {
      agents.renew(identity);
      fingerprint = fingerprintOf(identity.cert);
    },
    close: () => agents.close(),
  };
}

function read<T>({ text, contrat }: Posted, regionSeule: boolean): NationAnswer<T> {
  const { data, errors } = JSON.parse(text) as {
    data?: T | null;
    errors?: { message: string; extensions?: { code?: string; regions?: unknown } }[];
  };
  return {
    data: data ?? null,
    contrat,
    regionSeule,
    errors: (errors ?? []).map(({ message, extensions }) => ({
      message,
      code: extensions?.code ?? null,
      ...(Array.isArray(extensions?.regions) && { regions: extensions.regions.map(String) }),
    })),
  };
}

/** The gateway is a member of the list; what it tells is read as what it should be, and left out otherwise. */
function regionTold(onRegion: (region: RegionReplied) => void): (event: string, data: string) => void {
  return (event, data) => {
    if (event !== 'region') return;
    const { codes, nom, statut, latenceMs } = JSON.parse(data) as Partial<RegionReplied>;
    if (!Array.isArray(codes) || typeof nom !== 'string' || typeof statut !== 'string') return;
    onRegion({ codes, nom, statut, latenceMs: typeof latenceMs === 'number' ? latenceMs : null });
  };
}
