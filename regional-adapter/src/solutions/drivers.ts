import type { Nomenclatures } from '@inter-ror/nomenclatures';
import type { RorSolution } from './ror-solution.js';
import type { ReglagesSolution } from './settings.js';
import { SolutionSoap } from './soap-solution.js';

/** The software solutions of the regional directories. */
export type NomSolution = 'IESS' | 'IR';

/**
 * The drivers. Nothing public tells how the two solutions differ: both speak the published flows, and what an instance
 * does in its own way is in its settings. A difference that comes to be known of one of them is a default here.
 */
export const PILOTES: Readonly<
  Record<NomSolution, (reglages: ReglagesSolution, nomenclatures: Nomenclatures) => RorSolution>
> = {
  IESS: (reglages, nomenclatures) => new SolutionSoap('ROR IeSS', reglages, nomenclatures),
  IR: (reglages, nomenclatures) => new SolutionSoap('ROR IR', reglages, nomenclatures),
};
