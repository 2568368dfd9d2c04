import { BORNES } from './bounds.js';
import type { Predicat } from './normalized.js';
import { estAbsent, lireNombre, montrer, type Objet } from './read-values.js';
import { ErreurRecherche } from './search-error.js';

/** Days in one unit of age (UCUM, TRE_R247): mean Julian year, its twelfth, week, day, hour. */
export const JOURS_PAR_UNITE = { a: 365.25, mo: 30.4375, wk: 7, d: 1, h: 1 / 24 } as const;

export type UniteAge = keyof typeof JOURS_PAR_UNITE;

/** Age criteria: each age asked must be one that the unit takes; RG_RECH_08 orders the two bounds. */
export function normaliserAges(criteres: Objet, champ: string): Predicat[] {
  const unite = lireUnite(criteres.uniteAge, `${champ}.uniteAge`);
  const [age, ageMin, ageMax] = (['age', 'ageMin', 'ageMax'] as const).map((nom) =>
    estAbsent(criteres[nom]) ? undefined : lireAge(criteres[nom], `${champ}.${nom}`, unite),
  );
  if (ageMin !== undefined && ageMax !== undefined && ageMax < ageMin) {
    throw new ErreurRecherche(
      'RG_RECH_08',
      `${champ}.ageMax`,
      `${champ}.ageMax vaut ${criteres.ageMax}, moins que ageMin (${criteres.ageMin}) : ` +
        'donnez un âge maximum au moins égal à l’âge minimum.',
    );
  }
  return [age, ageMin, ageMax].filter((jours) => jours !== undefined).map((jours) => ({ sorte: 'age', jours }));
}

function lireUnite(valeur: unknown, champ: string): UniteAge {
  if (estAbsent(valeur)) return 'a';
  if (typeof valeur === 'string' && Object.hasOwn(JOURS_PAR_UNITE, valeur)) return valeur as UniteAge;
  throw new ErreurRecherche(
    'UNITE_AGE_INCONNUE',
    champ,
    `${champ} vaut ${montrer(valeur)} : donnez a (ans), mo (mois), wk (semaines), d (jours) ou h (heures).`,
  );
}

function lireAge(valeur: unknown, champ: string, unite: UniteAge): number {
  const jours = JOURS_PAR_UNITE[unite];
  const max = Math.floor((BORNES.ageAns * JOURS_PAR_UNITE.a) / jours);
  return lireNombre(valeur, champ, { min: 0, max, unite, code: 'AGE_INVALIDE' }) * jours;
}
