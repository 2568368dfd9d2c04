import type { AdmissionSource, MutualTlsAgents } from '@inter-ror/mutual-tls';
import { listedRegions } from './listed-regions.js';
import { writeQuestion } from './question.js';
import { RegionClient } from './region-client.js';

/** Below the time after which an idle socket is closed, on either side. */
const WARM_EVERY_MS = 30_000;
const WARM_TIMEOUT_MS = 10_000;
const WARM_QUESTION = writeQuestion('{ __typename }');

/** The regions of the whitelist, in the order of their first code; follows the list, and keeps a socket to each warm. */
export class RegionDirectory {
  #clients: readonly RegionClient[] = [];
  #asked: readonly RegionClient[] = [];
  readonly #stop: () => void;
  readonly #listeners = new Set<() => void>();
  readonly #warmth: NodeJS.Timeout;

  /** @param onDouble told of each member that is not asked because another serves its region */
  constructor(source: AdmissionSource, agents: MutualTlsAgents, contract: string, onDouble: (what: string) => void) {
    let built = '';
    const rebuild = () => {
      const listed = listedRegions(source.current());
      const state = JSON.stringify(listed);
      if (state === built) return;
      built = state;
      for (const { message } of listed.doubles) onDouble(message);
      this.#clients = listed.regions.map(({ member, unasked }) => new RegionClient(member, agents, contract, unasked));
      this.#asked = this.#clients.filter(({ unasked }) => unasked === undefined);
      void this.warmUp();
      for (const listener of this.#listeners) listener();
    };
    rebuild();
    this.#stop = source.onChange(rebuild);
    this.#warmth = setInterval(() => void this.warmUp(), WARM_EVERY_MS).unref();
  }

  /** Every region of the list: those that cannot be asked answer by their reason. */
  all(): readonly RegionClient[] {
    return this.#clients;
  }

  /** Those that can be asked. */
  asked(): readonly RegionClient[] {
    return this.#asked;
  }

  /** @returns what ends the subscription */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The instance that serves an R30 region code. */
  serving(code: string): RegionClient | undefined {
    return this.#asked.find((c) => c.member.regionCodes.includes(code));
  }

  /** Opens a socket to each region, or uses it, so that a search does not wait for a handshake. */
  async warmUp(): Promise<void> {
    const options = { timeoutMs: WARM_TIMEOUT_MS, requestId: 'warm-up', stated: undefined };
    await Promise.all(this.#asked.map((client) => client.ask(WARM_QUESTION, options)));
  }

  close(): void {
    clearInterval(this.#warmth);
    this.#stop();
  }
}
