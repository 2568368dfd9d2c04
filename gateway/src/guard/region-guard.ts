import {
  type Asker,
  type AskRegion,
  type Question,
  type RegionClient,
  type Reply,
  writeQuestion,
} from '../regions/index.js';
import { Breaker, type BreakerOptions, type EtatDisjoncteur } from './breaker.js';
import { HedgeBudget } from './hedge-budget.js';
import { Latencies } from './latencies.js';

/** Questions that one region may have before it at once; beyond, the next are told so at once. */
const IN_FLIGHT_MAX = 128;
/** A client that leaves less than this cannot tell that a region is slow. */
const FAIR_TIMEOUT_MS = 400;
const PROBE_TIMEOUT_MS = 2_000;
const HEDGE_AFTER_MIN_MS = 40;
const PROBE = writeQuestion('{ __typename }');

/** What can be seen of the guard of a region. */
export interface EtatGarde {
  disjoncteur: EtatDisjoncteur;
  /** Epoch milliseconds. */
  depuis: number | undefined;
  enVol: number;
  /** Second questions sent, and those that were answered first. */
  relances: number;
  relancesUtiles: number;
}

/** Stands before one region: its breaker, its share of what may be in flight, its second chances. */
export class RegionGuard {
  readonly #breaker: Breaker;
  readonly #latencies = new Latencies();
  readonly #budget = new HedgeBudget();
  #inFlight = 0;
  #hedged = 0;
  #won = 0;

  constructor(region: RegionClient, options: Omit<BreakerOptions, 'probe'>) {
    const asked = { timeoutMs: PROBE_TIMEOUT_MS, requestId: 'probe', stated: undefined };
    this.#breaker = new Breaker({
      ...options,
      probe: async () => healthy(await region.ask(PROBE, asked)),
    });
  }

  /** Milliseconds within which nearly all its answers come; undefined while few are known. */
  usualMs(): number | undefined {
    return this.#latencies.p95();
  }

  state(): EtatGarde {
    return {
      disjoncteur: this.#breaker.etat,
      depuis: this.#breaker.depuis,
      enVol: this.#inFlight,
      relances: this.#hedged,
      relancesUtiles: this.#won,
    };
  }

  async ask(ask: AskRegion, region: RegionClient, question: Question, asker: Asker, timeoutMs: number): Promise<Reply> {
    const { etat, depuis, raison } = this.#breaker;
    if (etat !== 'FERME') {
      const since = new Date(depuis!).toISOString();
      return refusal(
        'DISJONCTEUR',
        `Région écartée depuis ${since} après des échecs (${raison}) ; elle est rappelée sans cesse.`,
      );
    }
    if (this.#inFlight >= IN_FLIGHT_MAX) {
      return refusal('REGION_SATUREE', `${IN_FLIGHT_MAX} questions attendent déjà cette région : réessayez.`);
    }
    this.#inFlight++;
    try {
      const reply = await this.#withSecondChance(ask, region, question, asker, timeoutMs);
      this.#judge(reply, timeoutMs);
      return reply;
    } finally {
      this.#inFlight--;
    }
  }

  close(): void {
    this.#breaker.close();
  }

  /** Asks once more, when the answer is unusually late and the budget allows; the first good answer is the one. */
  #withSecondChance(
    ask: AskRegion,
    region: RegionClient,
    question: Question,
    asker: Asker,
    timeoutMs: number,
  ): Promise<Reply> {
    this.#budget.asked();
    const first = Promise.resolve(ask(region, question, asker, timeoutMs));
    const usual = this.#latencies.p95();
    const after = Math.max(HEDGE_AFTER_MIN_MS, (usual ?? 0) * 2);
    if (usual === undefined || after * 2 > timeoutMs) return first;
    return new Promise((resolve) => {
      let second: Promise<Reply> | undefined;
      let answered = false;
      const timer = setTimeout(() => {
        if (!this.#budget.take()) return;
        this.#hedged++;
        second = Promise.resolve(ask(region, question, asker, timeoutMs - after));
        void second.then((reply) => {
          if (!healthy(reply)) return resolve(first);
          if (!answered) this.#won++;
          resolve(reply);
        });
      }, after).unref();
      void first.then((reply) => {
        clearTimeout(timer);
        answered = true;
        resolve(second === undefined || healthy(reply) ? reply : second);
      });
    });
  }

  #judge(reply: Reply, timeoutMs: number): void {
    if (healthy(reply)) {
      this.#latencies.note(reply.latenceMs);
      this.#breaker.succeeded();
    } else if (isSick(reply) || (reply.statut === 'DELAI_DEPASSE' && timeoutMs >= FAIR_TIMEOUT_MS)) {
      this.#breaker.failed(reply.message ?? reply.code ?? reply.statut);
    }
  }
}

function healthy({ statut }: Reply): boolean {
  return statut === 'OK' || statut === 'PARTIEL';
}

/** The region itself is at fault, or its network; a question that it refuses says nothing of its health. */
function isSick({ statut, code = '' }: Reply): boolean {
  return statut === 'ERREUR' && /^(HTTP_5|REPONSE_|CONTRAT_|ERR|E[A-Z]+$)/.test(code);
}

function refusal(code: string, message: string): Reply {
  return { statut: 'ERREUR', code, message, latenceMs: 0 };
}
