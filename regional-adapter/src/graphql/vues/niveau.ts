import { cleCode } from '@inter-ror/nomenclatures';
import type { Concept } from '../concepts.js';

/** TRE_R207-TypeOrganisationInterne, by canonical key. */
const NIVEAUX = new Map([
  [cleCode('1'), 'POLE'],
  [cleCode('2'), 'SERVICE'],
  [cleCode('3'), 'UNITE_FONCTIONNELLE'],
  [cleCode('4'), 'UNITE_ELEMENTAIRE'],
] as const);

export type Niveau = 'POLE' | 'SERVICE' | 'UNITE_FONCTIONNELLE' | 'UNITE_ELEMENTAIRE';

/** Level told by the first type that is one; `null` when none is. */
export function niveauDe(types: readonly Pick<Concept, 'code'>[]): Niveau | null {
  for (const { code } of types) {
    const niveau = NIVEAUX.get(cleCode(code) as never);
    if (niveau !== undefined) return niveau;
  }
  return null;
}

export function estPole(types: readonly Pick<Concept, 'code'>[]): boolean {
  return niveauDe(types) === 'POLE';
}
