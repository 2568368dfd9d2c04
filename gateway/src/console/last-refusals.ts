import type { Refusal } from '@inter-ror/mutual-tls';

/** A connection or a request that was refused. */
export interface Refus {
  /** ISO 8601. */
  instant: string;
  motif: string;
  membre: string | null;
  adresse: string | null;
  empreinte: string | null;
  detail: string | null;
  /** The same, one after the other. */
  fois: number;
}

const KEPT = 50;
const DETAIL_MAX = 200;
const SAME = ['motif', 'membre', 'adresse', 'empreinte'] as const;

/** The last refusals, latest first. */
export class LastRefusals {
  readonly #kept: Refus[] = [];

  connection({ at, reason, memberId, remoteAddress, fingerprint, detail }: Refusal): void {
    this.#keep({
      instant: new Date(at).toISOString(),
      motif: reason,
      membre: memberId,
      adresse: remoteAddress,
      empreinte: fingerprint,
      detail: detail?.slice(0, DETAIL_MAX) ?? null,
    });
  }

  request(membre: string, code: string): void {
    const instant = new Date().toISOString();
    this.#keep({ instant, motif: code, membre, adresse: null, empreinte: null, detail: null });
  }

  all(): readonly Refus[] {
    return [...this.#kept].reverse();
  }

  /** What comes again and again does not push the others out. */
  #keep(refus: Omit<Refus, 'fois'>): void {
    const last = this.#kept.at(-1);
    if (last !== undefined && SAME.every((key) => last[key] === refus[key])) {
      Object.assign(last, refus, { fois: last.fois + 1 });
      return;
    }
    this.#kept.push({ ...refus, fois: 1 });
    if (this.#kept.length > KEPT) this.#kept.shift();
  }
}
