import { replierTexte } from '@inter-ror/nomenclatures';
import { cles, estUnDe } from './codes.js';
import { EXERCICE_LIBERAL } from './domains.js';
import type { SiteEvalue, UniteEvaluee, Verdict } from './site.js';

const SOINS_AUX_DETENUS = cles('089');
const HORS_PERIMETRE = new Set(['500', '124', ...EXERCICE_LIBERAL]);
const MOTS = [
  'uhsi',
  'uhsir',
  'securisee interregionale',
  'securise',
  'detenus',
  'usmp',
  'penitentia',
  'uhsa',
  'specialement amenage',
  'service medico-psychologique',
  'ufdh',
  'umdh',
  'nrbc',
  'decontamination',
  'contamine',
].map(replierTexte);
const SMPR = replierTexte('SMPR');
const READAPTATION = replierTexte('réadaptation');

/** Whether a unit looks sensitive, by its activity or by its name and those above it. */
function sembleSensible({ unite, activites, nomsAuDessus }: UniteEvaluee): boolean {
  if (activites.some((a) => estUnDe(a.activite, SOINS_AUX_DETENUS))) return true;
  return [unite.nom, ...nomsAuDessus].some((name) => {
    const folded = replierTexte(name);
    return MOTS.some((word) => folded.includes(word)) || (folded.includes(SMPR) && !folded.includes(READAPTATION));
  });
}

/** CO3: the flag of sensitive units says what the unit looks like, both ways. */
export function co3(u: UniteEvaluee, { categorieEG }: SiteEvalue): Verdict {
  if (categorieEG !== null && HORS_PERIMETRE.has(categorieEG)) return null;
  return sembleSensible(u) === (u.unite.complement?.uniteSensible === true);
}
