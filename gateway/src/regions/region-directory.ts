import type { AdmissionSource, MutualTlsAgents } from '@inter-ror/mutual-tls';
import { writeQuestion } from './question.js';
import { RegionClient } from './region-client.js';

/** Below the time after which an idle socket is closed, on either side. */
const WARM_EVERY_MS = 30_000;
const WARM_TIMEOUT_MS = 10_000;
const WARM_QUESTION = writeQuestion('{ __typename }');

/** The regions of the whitelist, in the order of their first code; follows the list, and keeps a socket to each warm. */
export class RegionDirectory {
  #clients: readonly RegionClient[] = [];
  readonly #stop: () => void;
  readonly #warmth: NodeJS.Timeout;

  constructor(source: AdmissionSource, agents: MutualTlsAgents, contract: string) {
    let built = '';
    const rebuild = () => {
      const members = source.current().members.filter((m) => m.kind === 'region' && m.endpoints.length > 0);
      const state = JSON.stringify(members);
      if (state === built) return;
      built = state;
      this.#clients = members
        .map((m) => new RegionClient(m, agents, contract))
        .sort((a, b) => ((a.member.regionCodes[0] ?? '') < (b.member.regionCodes[0] ?? '') ? -1 : 1));
      void this.warmUp();
    };
    rebuild();
    this.#stop = source.onChange(rebuild);
    this.#warmth = setInterval(() => void this.warmUp(), WARM_EVERY_MS).unref();
  }

  all(): readonly RegionClient[] {
    return this.#clients;
  }

  /** The instance that serves an R30 region code. */
  serving(code: string): RegionClient | undefined {
    return this.#clients.find((c) => c.member.regionCodes.includes(code));
  }

  /** Opens a socket to each region, or uses it, so that a search does not wait for a handshake. */
  async warmUp(): Promise<void> {
    const options = { timeoutMs: WARM_TIMEOUT_MS, requestId: 'warm-up', stated: undefined };
    await Promise.all(this.#clients.map((client) => client.ask(WARM_QUESTION, options)));
  }

  close(): void {
    clearInterval(this.#warmth);
    this.#stop();
  }
}
