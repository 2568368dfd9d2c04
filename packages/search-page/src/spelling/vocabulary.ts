import { type Nomenclatures, replierTexte } from '@inter-ror/nomenclatures';
import { departements, fautes, regions } from '@inter-ror/territory';

/** Tables whose labels people type: activities, equipment, modes, fields, establishments, acts. */
const TABLES = ['J17', 'J18', 'J19', 'J20', 'J55', 'J16'];
const LABELS_MAX = 5_000;
const WORDS_MAX = 16;
const WORD = /[\p{L}\p{N}]+/gu;

interface Entree {
  /** As it is written. */
  mot: string;
  fois: number;
}

/** The words that a search may hold, and what a misspelt one was meant to be. */
export class Vocabulaire {
  readonly #words = new Map<string, Entree>();

  constructor(nomenclatures: Nomenclatures) {
    const labels = TABLES.flatMap((table) =>
      nomenclatures.chercher(table, '', LABELS_MAX).map(({ libelle }) => libelle),
    );
    const places = [...regions(), ...departements()].map(({ nom }) => nom);
    for (const text of [...labels, ...places]) for (const [word] of (text ?? '').matchAll(WORD)) this.#add(word);
  }

  /** The text with its unknown words replaced by the nearest known ones; undefined when there is nothing to replace. */
  corriger(texte: string): string | undefined {
    let read = 0;
    const corrected = texte.replace(WORD, (word) => (read++ < WORDS_MAX ? (this.#nearest(word) ?? word) : word));
    return corrected === texte ? undefined : corrected;
  }

  #add(word: string): void {
    const key = replierTexte(word);
    const known = this.#words.get(key);
    if (known === undefined) this.#words.set(key, { mot: word.toLowerCase(), fois: 1 });
    else known.fois++;
  }

  /** A beginning of a known word is no slip: the search takes it as it is. */
  #nearest(word: string): string | undefined {
    const key = replierTexte(word);
    const allowed = fautesPermises(key);
    if (allowed === 0 || this.#words.has(key)) return undefined;
    let best: { entree: Entree; faults: number } | undefined;
    for (const [known, entree] of this.#words) {
      if (known.startsWith(key)) return undefined;
      const limit = best?.faults ?? allowed;
      const faults = fautes(key, known, limit);
      if (faults > limit) continue;
      if (best === undefined || faults < best.faults || (faults === best.faults && entree.fois > best.entree.fois)) {
        best = { entree, faults };
      }
    }
    return best?.entree.mot;
  }
}

/** Slips forgiven in a word: a short word with two of them is another word. */
function fautesPermises(mot: string): number {
  if (mot.length < 4) return 0;
  return mot.length < 8 ? 1 : 2;
}
