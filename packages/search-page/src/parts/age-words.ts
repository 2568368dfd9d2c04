import { compte } from '@inter-ror/web-page';

/** Units of age and duration (TRE_R247). */
const UNITES: Readonly<Record<string, readonly [string, string]>> = {
  a: ['an', 'ans'],
  mo: ['mois', 'mois'],
  wk: ['semaine', 'semaines'],
  d: ['jour', 'jours'],
  h: ['heure', 'heures'],
};

/** `75 ans`, `1 mois`; a unit of another code is said by `autrement`. */
export function ageEnMots(valeur: number, unite: string, autrement = unite): string {
  const [one, more] = UNITES[unite] ?? [autrement, autrement];
  return compte(valeur, one, more);
}
