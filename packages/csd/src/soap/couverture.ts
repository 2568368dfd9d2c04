import { balise } from './write.js';

/** What an answer covers. The flows have no element for it: it goes in a header that nobody has to understand. */
export interface Couverture {
  /** How many match in all, when more match than are given. */
  total?: number;
  /** Regions (TRE_R30) that were to answer and did not. */
  manquantes?: readonly string[];
  /** Regions that are silent, of which the last known answer is given. */
  perimees?: readonly string[];
  /** Regions that were not asked: the entry of the asker does not grant them. */
  horsPerimetre?: readonly string[];
}

/** The header of an answer that says what it covers. */
export function enteteCouverture({ total, manquantes, perimees, horsPerimetre }: Couverture): string {
  return balise('ir:couverture', {
    'xmlns:ir': 'urn:inter-ror:couverture',
    total,
    regionsManquantes: manquantes?.join(' '),
    regionsPerimees: perimees?.join(' '),
    regionsHorsPerimetre: horsPerimetre?.join(' '),
  });
}
