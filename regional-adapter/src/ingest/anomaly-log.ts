import type { AnomalieChargement, RapportChargement } from '../store/index.js';

const CONSERVEES = 1_000;
const CONSERVEES_PAR_CODE = 50;

/** Counts the anomalies of a load and keeps the first ones of each code in full. */
export class AnomalyLog {
  readonly #parCode = new Map<string, number>();
  readonly #premieres: AnomalieChargement[] = [];

  noter(anomalie: AnomalieChargement): void {
    const nombre = (this.#parCode.get(anomalie.code) ?? 0) + 1;
    this.#parCode.set(anomalie.code, nombre);
    if (nombre <= CONSERVEES_PAR_CODE && this.#premieres.length < CONSERVEES) this.#premieres.push(anomalie);
  }

  resumer(): RapportChargement['anomalies'] {
    return { parCode: Object.fromEntries(this.#parCode), premieres: this.#premieres };
  }
}
