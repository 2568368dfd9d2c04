import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AdmissionBox,
  type AdmissionListener,
  type AdmissionSnapshot,
  buildSnapshot,
  type TlsIdentity,
} from '@inter-ror/mutual-tls';
import { authorityPins, toSnapshot, type WhitelistDocument, WhitelistError } from '../document/index.js';
import { AcceptedList } from './accepted-list.js';
import { Backoff, jittered } from './backoff.js';
import { type Clock, TrustedClock } from './clock.js';
import { FailureLog } from './failure-log.js';
import { Freshness, type WhitelistStatus } from './freshness.js';
import type { NetworkWhitelist, WhitelistNetworkOptions } from './network-options.js';
import { PublisherClient } from './publisher-client.js';
import type { TrustHealth } from './trust-health.js';

const PULL_MS = 30_000;
const WATCH_MS = 500;
const LONGEST_GRACE_MS = 4 * 3_600_000;

/** Follows the publisher. What refreshes (push, pull, file) and what judges (watchdog) share nothing but the list. */
export class NetworkReader implements NetworkWhitelist {
  readonly #o: WhitelistNetworkOptions;
  readonly #graceMs: number;
  readonly #clock: TrustedClock;
  readonly #freshness: Freshness;
  readonly #accepted: AcceptedList;
  readonly #failures: FailureLog;
  readonly #box: AdmissionBox;
  readonly #pins: AdmissionBox;
  readonly #client: PublisherClient;
  readonly #stop = new AbortController();
  #renewal = new AbortController();
  #watchdog: NodeJS.Timeout | undefined;
  #status: WhitelistStatus | undefined;
  /** What the list in force admits, and what it admits once closed. */
  #open: AdmissionSnapshot;
  #nobody: AdmissionSnapshot;
  #tag: string | undefined;
  #appliedAt: number;
  #applyMs: number | null = null;
  #acknowledged = false;
  #pulling: Promise<boolean> | undefined;
  #pullAgain = false;

  constructor(o: WhitelistNetworkOptions & { clock: Clock }) {
    this.#o = o;
    this.#graceMs = Math.min(Math.max(o.graceMs ?? 0, 0), LONGEST_GRACE_MS);
    this.#clock = new TrustedClock(o.clock);
    this.#freshness = new Freshness(this.#clock);
    this.#failures = new FailureLog((error) => o.onError?.(error));
    this.#accepted = new AcceptedList(o, o.clock.now(), (error) => this.#failures.tell('cache', error));
    const { document, state } = this.#accepted.list;
    this.#clock.learn(Math.max(Date.parse(document.issuedAt), state.heartbeatAt));
    this.#open = toSnapshot(document, this.#graceMs);
    this.#nobody = nobodyOf(document);
    this.#appliedAt = this.#clock.now();
    this.#box = new AdmissionBox(this.#judge() === 'closed' ? this.#nobody : this.#open);
    this.#pins = new AdmissionBox(authorityPins(document, o.urls ?? []));
    this.#client = new PublisherClient(o.identity, this.#pins, randomUUID());
  }

  /**
   * Gives the publisher a little time, so that a restart begins with the list in force and knows what it is worth.
   * @throws WhitelistError `EXPIRED` when the list at hand has expired and no other came
   */
  async firstContact(usualMs: number, expiredMs: number): Promise<void> {
    const patience = this.#judge() === 'closed' ? expiredMs : usualMs;
    await this.#accepted.begin();
    await Promise.race([this.#pull(), sleep(patience, undefined, { ref: false })]);
    if (this.#judge() === 'closed') {
      const { version, expires } = this.#accepted.list.document;
      throw new WhitelistError(
        'EXPIRED',
        `${this.#o.cacheFile} : liste version ${version} expirée le ${expires}, et le serveur de publication n’en donne pas d’autre` +
          `${this.#failures.last === undefined ? '' : ` (${this.#failures.last.message})`}. ` +
          'Vérifiez l’horloge et le réseau, ou importez la liste en vigueur par « inter-ror whitelist import ».',
      );
    }
    this.#enforce();
    this.#watchdog = setInterval(() => this.#watch(), WATCH_MS).unref();
    void this.#keepPulling();
    void this.#keepListening();
  }

  current(): AdmissionSnapshot {
    return this.#box.current();
  }

  onChange(listener: AdmissionListener): () => void {
    return this.#box.onChange(listener);
  }

  status(): WhitelistStatus {
    return this.#status ?? { state: this.#judge(), since: this.#clock.now() };
  }

  health(): TrustHealth {
    const { instance, version, issuedAt, expires } = this.#accepted.list.document;
    const now = this.#clock.now();
    return {
      instance,
      version,
      ...this.status(),
      ageMs: Math.max(0, now - Date.parse(issuedAt)),
      leftMs: Date.parse(expires) - now,
      heartbeatAgeMs: this.#freshness.heartbeatAgeMs,
      applyMs: this.#applyMs,
      failing: this.#failures.failing,
    };
  }

  renew(identity: TlsIdentity): void {
    this.#client.renew(identity);
    // The publisher must see the new certificate: what listens under the former one listens again.
    const former = this.#renewal;
    this.#renewal = new AbortController();
    former.abort();
    this.#acknowledged = false;
    void this.#acknowledge();
  }

  close(): void {
    this.#failures.close();
    this.#stop.abort();
    clearInterval(this.#watchdog);
    this.#client.close();
    this.#pins.close();
    this.#box.close();
  }

  // What judges.

  #watch(): void {
    this.#failures.attempt('horloge', () => {
      if (!this.#clock.behind) return;
      throw new WhitelistError(
        'CLOCK',
        'L’horloge de cet hôte retarde de plus d’une minute sur ce que l’autorité a signé : mettez-la à l’heure (NTP). ' +
          'La dernière heure signée fait foi.',
      );
    });
    this.#enforce();
    this.#failures.attempt('cache', () => {
      const bytes = this.#accepted.broughtByHand();
      if (bytes !== undefined) this.#apply(bytes, true);
    });
  }

  #judge() {
    const { expires, heartbeatMaxAge } = this.#accepted.list.document;
    return this.#freshness.stateOf({
      expires: Date.parse(expires),
      heartbeatMaxAgeMs: heartbeatMaxAge * 1_000,
      graceMs: this.#graceMs,
    });
  }

  /** Puts in force what the state calls for, and tells of a new state. */
  #enforce(): void {
    const state = this.#judge();
    const wanted = state === 'closed' ? this.#nobody : this.#open;
    if (this.#box.current() !== wanted) this.#failures.attempt('application', () => this.#box.swap(wanted));
    const before = this.#status;
    if (before?.state === state) return;
    this.#status = { state, since: this.#clock.now() };
    if (before === undefined && state === 'fresh') return;
    this.#failures.attempt('état', () => this.#o.onStatus?.(this.#status!, before));
  }

  // What refreshes.

  async #keepPulling(): Promise<void> {
    const { pullMs = PULL_MS } = this.#o;
    const backoff = new Backoff();
    for (let good = true; !this.#stop.signal.aborted; good = await this.#pull()) {
      const retryMs = backoff.after(good);
      await this.#pause(good ? pullMs * (0.8 + Math.random() * 0.4) : jittered(Math.min(retryMs, pullMs)));
    }
  }

  async #keepListening(): Promise<void> {
    const backoff = new Backoff();
    while (!this.#stop.signal.aborted) {
      const silenceMs = this.#accepted.list.document.heartbeatMaxAge * 750;
      let heard = false;
      const onHeartbeat = (compact: string) => {
        heard = true;
        this.#heartbeat(compact, true);
      };
      const { signal: renewed } = this.#renewal;
      const ended = AbortSignal.any([this.#stop.signal, renewed]);
      await this.#failures.attemptAsync('écoute', () =>
        this.#client.listen(onHeartbeat, silenceMs, ended).catch((error) => {
          if (!renewed.aborted) throw error;
        }),
      );
      if (heard) void this.#pull();
      await this.#pause(jittered(backoff.after(heard)));
    }
  }

  /** One pull at a time; asked for during another, it is done once more afterwards. @returns whether it was good */
  #pull(): Promise<boolean> {
    if (this.#pulling !== undefined) {
      this.#pullAgain = true;
      return this.#pulling;
    }
    const pull = async () => {
      let good: boolean;
      do {
        this.#pullAgain = false;
        good = await this.#failures.attemptAsync('lecture', () => this.#pullOnce());
      } while (this.#pullAgain && !this.#stop.signal.aborted);
      return good;
    };
    this.#pulling = pull().finally(() => {
      this.#pulling = undefined;
    });
    return this.#pulling;
  }

  async #pullOnce(): Promise<void> {
    const { list, tag, heartbeat } = await this.#client.pull(this.#tag);
    if (this.#stop.signal.aborted) return;
    if (list !== undefined) {
      this.#apply(list, false);
      this.#tag = tag;
    }
    if (heartbeat !== undefined) this.#heartbeat(heartbeat, false);
  }

  /** @throws WhitelistError when the list is refused: the last good one stays in force */
  #apply(bytes: Buffer, inCache: boolean): void {
    if (!this.#accepted.accept(bytes, this.#clock.now())) return;
    const { document } = this.#accepted.list;
    this.#clock.learn(Date.parse(document.issuedAt));
    this.#open = toSnapshot(document, this.#graceMs);
    this.#nobody = nobodyOf(document);
    this.#enforce();
    this.#appliedAt = this.#clock.now();
    this.#applyMs = Math.max(0, this.#appliedAt - Date.parse(document.issuedAt));
    this.#acknowledged = false;
    this.#failures.attempt('application', () => this.#pins.swap(authorityPins(document, this.#o.urls ?? [])));
    // A revocation is applied even when the disk refuses to remember it.
    void this.#failures.attemptAsync('disque', () => this.#accepted.save(bytes, inCache));
    void this.#acknowledge();
  }

  #heartbeat(compact: string, pushed: boolean): void {
    this.#failures.attempt('battement', () => {
      const before = this.#accepted.list.state;
      try {
        const heartbeat = this.#accepted.heartbeat(compact, this.#clock.now());
        if (heartbeat.version > before.version) {
          if (pushed) void this.#pull();
          return;
        }
        this.#clock.learn(Date.parse(heartbeat.issuedAt));
        this.#freshness.vouch(heartbeat);
      } catch (error) {
        // The keys may have been replaced: the list says so.
        if (!pushed || !(error instanceof WhitelistError) || error.code !== 'UNKNOWN_KEY') throw error;
        void this.#pull();
        return;
      }
      this.#enforce();
      if (this.#accepted.list.state !== before) {
        void this.#failures.attemptAsync('disque', () => this.#accepted.saveState());
      }
      void this.#acknowledge();
    });
  }

  async #acknowledge(): Promise<void> {
    if (this.#acknowledged || this.#stop.signal.aborted) return;
    this.#acknowledged = true;
    const { version, digest } = this.#accepted.list.state;
    const appliedAt = new Date(this.#appliedAt).toISOString();
    const told = await this.#failures.attemptAsync('accusé', () =>
      this.#client.acknowledge({ version, digest, appliedAt }),
    );
    if (!told) this.#acknowledged = false;
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { ref: false, signal: this.#stop.signal }).catch(() => {});
  }
}

function nobodyOf({ version, instance, expires }: WhitelistDocument): AdmissionSnapshot {
  return buildSnapshot({ version, instance, expires: Date.parse(expires), entries: [] });
}
