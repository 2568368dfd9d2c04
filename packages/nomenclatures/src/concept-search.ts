import { cleCode } from './code-key.js';
import type { ConceptNos } from './table-types.js';
import { motsDe, replierTexte } from './text-folding.js';

const TEXTE_MAX = 200;
const MOTS_MAX = 16;

interface ConceptReplie {
  readonly concept: ConceptNos;
  readonly libelle: string;
  readonly mots: readonly string[];
  readonly code: string;
  readonly cle: string;
}

/** Text search over the concepts of one table that may be offered. */
export class ConceptSearch {
  readonly #concepts: readonly ConceptReplie[];

  constructor(concepts: readonly ConceptNos[]) {
    this.#concepts = concepts
      .map((concept) => ({
        concept,
        libelle: replierTexte(concept.libelle ?? ''),
        mots: motsDe(concept.libelle ?? ''),
        code: concept.code.toUpperCase(),
        cle: cleCode(concept.code),
      }))
      .sort(
        (a, b) => comparerTextes(a.concept.code, b.concept.code) || comparerTextes(a.concept.table, b.concept.table),
      );
  }

  /**
   * Concepts that a text designates: by label (every word is the beginning of a word of the label) or by code (its
   * beginning, padded or not). Order: exact label or code, label prefix, all words, code prefix; then by code.
   * An empty text gives the table in code order.
   */
  chercher(texte: string, first: number): ConceptNos[] {
    const court = texte.slice(0, TEXTE_MAX);
    const question = {
      libelle: replierTexte(court),
      mots: motsDe(court).slice(0, MOTS_MAX),
      code: court.trim().toUpperCase(),
      cle: cleCode(court),
    };
    const limite = Number.isFinite(first) ? Math.max(0, Math.floor(first)) : 0;
    if (question.code === '') return this.#concepts.slice(0, limite).map((entry) => entry.concept);
    const classes: [ConceptNos[], ConceptNos[], ConceptNos[], ConceptNos[]] = [[], [], [], []];
    for (const entry of this.#concepts) {
      const classe = classer(entry, question);
      if (classe !== null) classes[classe].push(entry.concept);
    }
    return classes.flat().slice(0, limite);
  }
}

function classer(
  entry: ConceptReplie,
  question: { libelle: string; mots: readonly string[]; code: string; cle: string },
): 0 | 1 | 2 | 3 | null {
  if (entry.cle === question.cle) return 0;
  if (question.mots.length > 0) {
    if (entry.libelle === question.libelle) return 0;
    if (entry.libelle.startsWith(question.libelle)) return 1;
    if (question.mots.every((mot) => entry.mots.some((candidat) => candidat.startsWith(mot)))) return 2;
  }
  if (entry.code.startsWith(question.code)) return 3;
  if (!question.code.startsWith('0') && entry.cle.startsWith(question.cle)) return 3;
  return null;
}

function comparerTextes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
