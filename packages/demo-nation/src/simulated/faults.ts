/** What a simulated solution can be told to do wrong. */
export const FAUTES = ['lent', 'coupe', 'faute', 'compte', 'charabia', 'certificat'] as const;
export type TypeFaute = (typeof FAUTES)[number];

export interface FauteDemandee {
  type: TypeFaute;
  /** The only establishment whose reading fails. @default all, and the listings too */
  etablissement?: string;
  /** How many times. @default until the faults are removed */
  fois?: number;
  /** How late, for `lent`. @default 6000 */
  ms?: number;
}

/** The faults asked and not yet used up. */
export class Fautes {
  readonly #demandees: FauteDemandee[] = [];

  ajouter(faute: FauteDemandee): void {
    this.#demandees.push({ ...faute });
  }

  effacer(): void {
    this.#demandees.length = 0;
  }

  /** The fault of an answer, once. @param etablissement read; undefined for a listing */
  prendre(etablissement: string | undefined): FauteDemandee | undefined {
    const rang = this.#demandees.findIndex(
      (faute) => faute.type !== 'certificat' && (faute.etablissement ?? etablissement) === etablissement,
    );
    const faute = this.#demandees[rang];
    if (faute?.fois !== undefined && --faute.fois <= 0) this.#demandees.splice(rang, 1);
    return faute;
  }
}
