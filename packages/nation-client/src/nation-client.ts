import { randomUUID } from 'node:crypto';
import { type AdmissionSource, MutualTlsAgents, type TlsIdentity } from '@inter-ror/mutual-tls';
import { NationUnreachable } from './nation-unreachable.js';
import { type Posted, post } from './post.js';

export interface NationClientOptions {
  /** Who asks: a region, or a consumer, of the list. */
  identity: TlsIdentity;
  admission: AdmissionSource;
  /** Milliseconds given to a question, the gateway's own deadline included. @default 6 s */
  timeoutMs?: number;
}

export interface AskOptions {
  signal?: AbortSignal;
  /** Sent beside the question: the `Ror-*` headers of the user in whose name it is asked. */
  headers?: Readonly<Record<string, string>>;
  /** Told of each region of a search as it replies, while the answer is awaited. */
  onRegion?: (region: RegionReplied) => void;
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
}

/** Asks the gateways that the whitelist names. */
export interface NationClient {
  /**
   * Asks the first gateway that answers; the next one is asked only when no answer came at all.
   * @throws NationUnreachable no gateway is listed, or none answers
   */
  ask<T>(query: string, variables: Readonly<Record<string, unknown>>, options?: AskOptions): Promise<NationAnswer<T>>;
  /** Asks under another certificate from now on. @throws MutualTlsError `ERR_IDENTITY` */
  renew(identity: TlsIdentity): void;
  close(): void;
}

/** @throws MutualTlsError `ERR_IDENTITY` */
export function createNationClient(o: NationClientOptions): NationClient {
  const agents = new MutualTlsAgents({ identity: o.identity, source: o.admission });
  const timeoutMs = o.timeoutMs ?? 6_000;
  return {
    async ask<T>(
      query: string,
      variables: Readonly<Record<string, unknown>>,
      { signal, headers, onRegion }: AskOptions = {},
    ) {
      const gateways = o.admission
        .current()
        .members.filter(({ kind, endpoints }) => kind === 'gateway' && endpoints.length > 0);
      if (gateways.length === 0) throw new NationUnreachable('la liste blanche ne porte aucune passerelle joignable');
      const body = JSON.stringify({ query, variables });
      const reasons: string[] = [];
      for (const gateway of gateways) {
        for (const endpoint of gateway.endpoints) {
          try {
            const posted = await post(`${endpoint}/graphql`, body, {
              agent: agents.agentFor(gateway.id),
              timeoutMs,
              headers: { 'x-request-id': randomUUID(), ...headers },
              ...(signal === undefined ? {} : { signal }),
              ...(onRegion === undefined ? {} : { onEvent: regionTold(onRegion) }),
            });
            return read<T>(posted);
          } catch (e) {
            if (signal?.aborted) throw e;
            reasons.push(`${endpoint} : ${(e as Error).message}`);
          }
        }
      }
      throw new NationUnreachable(reasons.join(' ; '));
    },
    renew: (identity) => agents.renew(identity),
    close: () => agents.close(),
  };
}

function read<T>({ text, contrat }: Posted): NationAnswer<T> {
  const { data, errors } = JSON.parse(text) as {
    data?: T | null;
    errors?: { message: string; extensions?: { code?: string; regions?: unknown } }[];
  };
  return {
    data: data ?? null,
    contrat,
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
