import { readFileSync, statSync } from 'node:fs';
import type { DatesOpposition } from '../graphql/index.js';

const OCTETS_MAX = 64 << 20;
const IDENTIFIANT = /^[0-9AB]{9,12}$/;
const JOUR = /^\d{4}-\d{2}-\d{2}$/;

/** A list of refusals that cannot be read whole: nothing of it is taken. */
export class ErreurOppositions extends Error {
  override readonly name = 'ErreurOppositions';
}

/**
 * Reads who refuses public diffusion: lines `identifiant;date`, national identifier (RPPS, ADELI or idNat_PS) and day of
 * the refusal; `#` begins a comment.
 *
 * @throws ErreurOppositions naming the line: read in part, the list would show people who refused
 */
export function lireOppositions(fichier: string): DatesOpposition {
  let texte: string;
  try {
    if (statSync(fichier).size > OCTETS_MAX) throw new Error(`plus de ${OCTETS_MAX} octets`);
    texte = readFileSync(fichier, 'utf8');
  } catch (cause) {
    throw new ErreurOppositions(
      `Refus de diffusion : ${fichier} ne se lit pas (${(cause as Error).message}). Corrigez oppositions, ou les droits du fichier.`,
    );
  }
  const dates = new Map<string, string>();
  texte.split(/\r?\n/).forEach((ligne, rang) => {
    const utile = ligne.replace(/#.*/, '').trim();
    if (utile === '') return;
    const [identifiant = '', jour = '', ...reste] = utile.split(';').map((champ) => champ.trim());
    const valide = IDENTIFIANT.test(identifiant) && JOUR.test(jour) && !Number.isNaN(Date.parse(jour));
    if (!valide || reste.length > 0) {
      throw new ErreurOppositions(
        `Refus de diffusion : ${fichier}, ligne ${rang + 1} : écrivez identifiant;date, par exemple 810000000001;2026-03-01.`,
      );
    }
    dates.set(identifiant, jour);
  });
  return dates;
}
