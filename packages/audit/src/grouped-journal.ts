import type { AuditTrail } from './audit-trail.js';
import type { AuditEvent } from './record.js';

const EVERY_MS = 200;
const WAITING_MAX = 20_000;

/**
 * Writes many events a second to a trail: those of a fifth of a second go to the disk together. What a crash takes with
 * it is at most that; beyond twenty thousand waiting, events are counted rather than written.
 */
export class GroupedJournal {
  readonly #trail: Pick<AuditTrail, 'appendAll'>;
  readonly #onError: (error: Error) => void;
  #waiting: AuditEvent[] = [];
  #silenced = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(trail: Pick<AuditTrail, 'appendAll'>, onError: (error: Error) => void) {
    this.#trail = trail;
    this.#onError = onError;
  }

  note(event: AuditEvent): void {
    if (this.#waiting.length >= WAITING_MAX) this.#silenced++;
    else this.#waiting.push(event);
    this.#timer ??= setTimeout(() => this.flush(), EVERY_MS).unref();
  }

  /** Writes what waits, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const events = this.#waiting;
    this.#waiting = [];
    if (this.#silenced > 0) {
      events.push({ actor: 'journal', action: 'acces-non-detailles', target: '', after: { nombre: this.#silenced } });
      this.#silenced = 0;
    }
    try {
      this.#trail.appendAll(events);
    } catch (error) {
      // A full disk does not end the service; what could not be written is lost, and said.
      this.#onError(error as Error);
    }
  }
}
