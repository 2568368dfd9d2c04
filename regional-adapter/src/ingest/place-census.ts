import { regions } from '@inter-ror/territory';
import { regionDuLieu } from '../assembly/index.js';
import type { CompteLieux } from '../store/index.js';
import { ErreurChargement } from './load-error.js';

const nombre = (n: number): string => n.toLocaleString('fr-FR').replace(/\s/g, ' ');
const REGIONS_MAX = 5;

/** Counts the offers of a load that are in a region of the instance, and elsewhere. */
export class PlaceCensus {
  readonly #codesRegion: readonly string[];
  #situees = 0;
  readonly #ailleurs = new Map<string, number>();

  constructor(codesRegion: readonly string[]) {
    this.#codesRegion = codesRegion;
  }

  noter(lieu: { commune: string | null; departement: string | null }): void {
    const region = regionDuLieu(lieu);
    if (region === undefined) return;
    this.#situees++;
    if (!this.#codesRegion.includes(region)) this.#ailleurs.set(region, (this.#ailleurs.get(region) ?? 0) + 1);
  }

  compter(): CompteLieux {
    const parRegion = [...this.#ailleurs].sort(([, a], [, b]) => b - a);
    const ailleurs = parRegion.reduce((somme, [, n]) => somme + n, 0);
    return { situees: this.#situees, ailleurs, parRegion: Object.fromEntries(parRegion) };
  }

  /** @throws ErreurChargement `AUTRE_REGION` when most are elsewhere */
  refuserAutreRegion(source: string): void {
    const lieux = this.compter();
    if (lieux.ailleurs * 2 <= lieux.situees) return;
    throw new ErreurChargement(
      'AUTRE_REGION',
      `${source} : ${direLieux(lieux)}, pour une instance de ${this.#codesRegion.map(nomDe).join(' et ')}. ` +
        'Chargez cet export dans sa région, ou forcez le chargement.',
    );
  }
}

/** « 95 % des 1 200 offres situées le sont hors de la région (Normandie (28) : 1 140) ». */
export function direLieux({ situees, ailleurs, parRegion }: CompteLieux): string {
  // By hand: an object of numeric keys loses their order.
  const parties = Object.entries(parRegion).sort(([, a], [, b]) => b - a);
  const dites = parties.slice(0, REGIONS_MAX).map(([code, n]) => `${nomDe(code)} : ${nombre(n)}`);
  const part = Math.max(1, Math.round((ailleurs * 100) / situees));
  return `${part} % des ${nombre(situees)} offres situées le sont hors de la région (${dites.join(', ')}${parties.length > REGIONS_MAX ? '…' : ''})`;
}

function nomDe(code: string): string {
  return `${regions().find((region) => region.code === code)?.nom ?? 'région'} (${code})`;
}
