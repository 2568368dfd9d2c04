import { CHAMPS, type Champ, champDe, type Porteur } from '@inter-ror/access-policy';
import type { FicheOffre } from '@inter-ror/exposure-model';

/** Kinds of offers that the rules of access tell apart: sensitive or not, in each field of activity. */
export const ACCESS_CLASSES: readonly Omit<Porteur, 'oppose'>[] = [false, true].flatMap((sensible) =>
  CHAMPS.map((champ: Champ) => ({ sensible, champ })),
);

/** The number of the class of an offer, as a segment keeps it. */
export function accessClassOf({ sensible, codes }: Pick<FicheOffre, 'sensible' | 'codes'>): number {
  return (sensible ? CHAMPS.length : 0) + CHAMPS.indexOf(champDe(codes.champActivite ?? []));
}
