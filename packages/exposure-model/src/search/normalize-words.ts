import { motsDe } from '@inter-ror/nomenclatures';
import { BORNES } from './bounds.js';
import { montrer, typeInvalide } from './read-values.js';
import { ErreurRecherche } from './search-error.js';

/** Folded words of `texte` or `nom`, in their order, without repeats. */
export function lireMots(valeur: unknown, champ: string): readonly string[] {
  if (typeof valeur !== 'string') throw typeInvalide(champ, 'un texte', valeur);
  if (valeur.length > BORNES.caracteresTexte) {
    throw tropLong(champ, `a ${valeur.length} caractères : ${BORNES.caracteresTexte} au plus`);
  }
  const mots = [...new Set(motsDe(valeur))];
  if (mots.length > BORNES.motsTexte) throw tropLong(champ, `a ${mots.length} mots : ${BORNES.motsTexte} au plus`);
  if (mots.length > 0) return mots;
  throw new ErreurRecherche(
    'TEXTE_VIDE',
    champ,
    `${champ} vaut ${montrer(valeur)}, sans aucun mot : donnez au moins un mot, ou retirez ce critère.`,
  );
}

function tropLong(champ: string, constat: string): ErreurRecherche {
  return new ErreurRecherche('TEXTE_TROP_LONG', champ, `${champ} ${constat} ; gardez les mots les plus précis.`);
}
