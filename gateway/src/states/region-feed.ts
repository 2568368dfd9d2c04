import { setTimeout as sleep } from 'node:timers/promises';
import { type EtatRegion, lireEtat, STATE_BYTES_MAX, STATE_PATHS } from '@inter-ror/region-state';
import type { RegionClient } from '../regions/index.js';
import { readText } from './read-text.js';
import { listenToStates } from './state-stream.js';

const RETRY_FIRST_MS = 250;
const RETRY_LAST_MS = 5_000;
/** Catches a push that was missed. */
const POLL_MS = 10_000;
const POLL_TIMEOUT_MS = 5_000;

/** Follows the state of one region: pushed, and asked for now and then in case a push was missed. */
export class RegionFeed {
  readonly #region: RegionClient;
  #stream = new AbortController();
  #closed = false;
  readonly #poll: NodeJS.Timeout;
  readonly #onChange: () => void;
  #listening = false;
  #last: EtatRegion | undefined;
  #seen: number | undefined;

  /** @param onChange told of each state that is not the one before */
  constructor(region: RegionClient, onChange: () => void) {
    this.#region = region;
    this.#onChange = onChange;
    void this.#follow();
    this.#poll = setInterval(() => void this.#ask(), POLL_MS * (0.8 + Math.random() * 0.4)).unref();
  }

  /** The state in which the region is; undefined while it is not heard. */
  get current(): EtatRegion | undefined {
    return this.#listening ? this.#last : undefined;
  }

  /** The last state that was told. */
  get last(): EtatRegion | undefined {
    return this.#last;
  }

  /** When the region was last heard, epoch milliseconds. */
  get seen(): number | undefined {
    return this.#seen;
  }

  close(): void {
    clearInterval(this.#poll);
    this.#closed = true;
    this.#stream.abort();
  }

  async #follow(): Promise<void> {
    let wait = RETRY_FIRST_MS;
    while (!this.#closed) {
      this.#stream = new AbortController();
      try {
        await listenToStates(
          this.#region,
          {
            onState: (etat) => {
              wait = RETRY_FIRST_MS;
              this.#listening = true;
              this.#learn(etat);
            },
            onBeat: () => {
              this.#seen = Date.now();
            },
          },
          this.#stream,
        );
      } catch {
        // Whatever ended it: the region is not known until it is heard again.
        this.#listening = false;
      }
      if (!this.#closed) await sleep(wait * (0.75 + Math.random() / 2), undefined, { ref: false });
      wait = Math.min(wait * 2, RETRY_LAST_MS);
    }
  }

  async #ask(): Promise<void> {
    try {
      const headers = this.#last === undefined ? {} : { 'if-none-match': `"${this.#last.etat}"` };
      const res = await this.#region.open(STATE_PATHS.etat, headers, AbortSignal.timeout(POLL_TIMEOUT_MS));
      if (res.statusCode === 304) res.resume();
      else this.#learn(lireEtat(await readText(res, STATE_BYTES_MAX)));
    } catch {
      // The stream tells whether the region is heard.
    }
  }

  #learn(etat: EtatRegion): void {
    this.#seen = Date.now();
    if (etat.etat === this.#last?.etat) return;
    this.#last = etat;
    this.#onChange();
  }
}
