import { JOURS_PAR_UNITE, type Mesure, type UniteAge } from '@inter-ror/exposure-model';

/** Days in the unit of an age (TRE_R247). An unknown unit counts as years. */
function joursParUnite({ unite }: Mesure): number {
  return JOURS_PAR_UNITE[unite.code.trim() as UniteAge] ?? JOURS_PAR_UNITE.a;
}

/** Youngest age taken, in days. */
export function ageMinEnJours(mesure: Mesure): number {
  return mesure.valeur * joursParUnite(mesure);
}

/** First age no longer taken, in days: the maximum plus one of its units, since 17 years lasts until the 18th birthday. */
export function ageMaxEnJours(mesure: Mesure): number {
  return (mesure.valeur + 1) * joursParUnite(mesure);
}
