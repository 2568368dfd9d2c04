import type { Reply, StatutRegion } from '../regions/index.js';

/** What the gateway last heard of a region. Instants are ISO 8601. */
export interface Entendu {
  statut: StatutRegion;
  code: string | null;
  message: string | null;
  instant: string;
  /** Last answer with data; null when there is none yet. */
  derniereReponse: string | null;
  /** Over the last answers, milliseconds; null when there is none yet. */
  latence: { mediane: number; p95: number; mesures: number } | null;
}

/** What a region says that it serves. */
export interface Servi {
  generation: string | null;
  dateGeneration: string | null;
  nombreOffres: number | null;
}

interface Heard {
  entendu: Omit<Entendu, 'latence'> | undefined;
  servi: Servi | undefined;
  latencies: number[];
  next: number;
}

const LATENCIES_KEPT = 128;
/** More members than a nation has regions: a list that changes keeps those that stay. */
const MEMBERS_MAX = 256;

/** What regions last said to this gateway, by member of the list. */
export class Hearings {
  readonly #heard = new Map<string, Heard>();

  /** A reply to anybody's question: only a good one says something of the region. */
  replied(member: string, reply: Pick<Reply, 'statut' | 'latenceMs'>, now = Date.now()): void {
    if (!answered(reply)) return;
    const heard = this.#of(member);
    heard.latencies[heard.next] = reply.latenceMs;
    heard.next = (heard.next + 1) % LATENCIES_KEPT;
    const instant = new Date(now).toISOString();
    heard.entendu = { statut: reply.statut, code: null, message: null, instant, derniereReponse: instant };
  }

  /** What the gateway's own question brought: a failure is the region's, or its network's. */
  examined(member: string, reply: Reply, servi: Servi | undefined, now = Date.now()): void {
    const heard = this.#of(member);
    if (servi !== undefined) heard.servi = servi;
    if (answered(reply)) return;
    heard.entendu = {
      statut: reply.statut,
      code: reply.code ?? null,
      message: reply.message ?? null,
      instant: new Date(now).toISOString(),
      derniereReponse: heard.entendu?.derniereReponse ?? null,
    };
  }

  entendu(member: string): Entendu | undefined {
    const heard = this.#heard.get(member);
    return heard?.entendu && { ...heard.entendu, latence: summary(heard.latencies) };
  }

  servi(member: string): Servi | undefined {
    return this.#heard.get(member)?.servi;
  }

  #of(member: string): Heard {
    let heard = this.#heard.get(member);
    if (heard === undefined) {
      heard = { entendu: undefined, servi: undefined, latencies: [], next: 0 };
      this.#heard.set(member, heard);
      if (this.#heard.size > MEMBERS_MAX) this.#heard.delete(this.#heard.keys().next().value!);
    }
    return heard;
  }
}

export function answered({ statut }: Pick<Reply, 'statut'>): boolean {
  return statut === 'OK' || statut === 'PARTIEL';
}

function summary(latencies: readonly number[]): Entendu['latence'] {
  if (latencies.length === 0) return null;
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
  return { mediane: at(0.5), p95: at(0.95), mesures: sorted.length };
}
