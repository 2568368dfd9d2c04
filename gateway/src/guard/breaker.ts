/** `FERME`: asked. `OUVERT`: not asked. `DEMI_OUVERT`: not asked, but for the probe that is out. */
export type EtatDisjoncteur = 'FERME' | 'OUVERT' | 'DEMI_OUVERT';

export interface BreakerOptions {
  /** Asks the region something small; true when it answered well. Never rejects. */
  probe(): Promise<boolean>;
  /** Failures one after the other that open it. @default 5 */
  consecutive?: number;
  /** Questions over which the share of failures is looked at. @default 20 */
  window?: number;
  /** Share of failures in a full window that opens it. @default 0.5 */
  share?: number;
  /** Before the first probe; doubled after each that fails. @default 500 ms */
  firstProbeMs?: number;
  /** Between two probes, at most: how long a region that is back may go unseen. @default 5 s */
  lastProbeMs?: number;
}

/**
 * Stops asking a region that keeps failing, so that nobody waits for it; probes of the gateway's own find out when it
 * is back: no user's question is the one that tries.
 */
export class Breaker {
  readonly #o: Required<BreakerOptions>;
  #etat: EtatDisjoncteur = 'FERME';
  #inARow = 0;
  #recent: boolean[] = [];
  #opened = 0;
  #wait = 0;
  #timer: NodeJS.Timeout | undefined;
  #reason = '';

  constructor(o: BreakerOptions) {
    this.#o = { consecutive: 5, window: 20, share: 0.5, firstProbeMs: 500, lastProbeMs: 5_000, ...o };
  }

  get etat(): EtatDisjoncteur {
    return this.#etat;
  }

  /** Since when it is open, epoch milliseconds; undefined when it is closed. */
  get depuis(): number | undefined {
    return this.#etat === 'FERME' ? undefined : this.#opened;
  }

  /** What the last failure before it opened was. */
  get raison(): string {
    return this.#reason;
  }

  succeeded(): void {
    if (this.#etat !== 'FERME') return;
    this.#inARow = 0;
    this.#note(false);
  }

  /** @param reason for those who read why the region is not asked */
  failed(reason: string): void {
    if (this.#etat !== 'FERME') return;
    this.#inARow++;
    this.#note(true);
    const failures = this.#recent.filter(Boolean).length;
    const often = this.#recent.length === this.#o.window && failures >= this.#o.window * this.#o.share;
    if (this.#inARow < this.#o.consecutive && !often) return;
    this.#reason = reason;
    this.#opened = Date.now();
    this.#wait = this.#o.firstProbeMs;
    this.#open();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #note(failure: boolean): void {
    this.#recent.push(failure);
    if (this.#recent.length > this.#o.window) this.#recent.shift();
  }

  #open(): void {
    this.#etat = 'OUVERT';
    // Not all gateways, nor all regions, at the same instant.
    const delay = this.#wait * (0.75 + Math.random() / 4);
    this.#timer = setTimeout(() => void this.#try(), delay).unref();
    this.#wait = Math.min(this.#wait * 2, this.#o.lastProbeMs);
  }

  async #try(): Promise<void> {
    this.#etat = 'DEMI_OUVERT';
    if (!(await this.#o.probe())) {
      this.#open();
      return;
    }
    this.#etat = 'FERME';
    this.#inARow = 0;
    this.#recent = [];
  }
}
