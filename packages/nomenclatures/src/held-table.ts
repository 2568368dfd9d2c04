import { cleCode } from './code-key.js';
import { ConceptSearch } from './concept-search.js';
import type { ConceptNos, ConceptTable, StatutConcept, TableNos } from './table-types.js';

const RECUS_MAX = 20_000;
const RECUS_MAX_SANS_LIGNE = 100;
const RECU_LONGUEUR_MAX = 300;

/** How a table gives its rows an identity and a status; differs between reference tables and usage subsets. */
export interface LectureTable {
  /** The reference table a row belongs to. */
  identite(systeme: string | null): { table: string; oid: string | null; systeme: string | null };
  statut(concept: ConceptTable): StatutConcept;
  /** A row of the reference tables behind this one, for a code this one has not. */
  horsTable(code: string, systeme: string | null): ConceptNos | null;
}

/** A table ready to answer: codes resolved by Map look-up, results interned, search folded at first use. */
export class HeldTable {
  #parCode: Map<string, ConceptTable[]> | undefined;
  #search: ConceptSearch | undefined;
  readonly #concepts = new Map<ConceptTable, ConceptNos>();
  readonly #recus = new Map<string, ConceptNos>();

  constructor(
    readonly table: TableNos,
    private readonly lecture: LectureTable,
  ) {}

  /** Never throws; an unknown code comes back as received, INCONNU. */
  resoudre(code: string, systeme: string | null): ConceptNos {
    const recu = systeme === null ? code : `${code}\n${systeme}`;
    const connu = this.#recus.get(recu);
    if (connu !== undefined) return connu;
    const ligne = this.ligne(code, systeme);
    const concept =
      ligne !== null ? this.concept(ligne) : (this.lecture.horsTable(code, systeme) ?? this.#inconnu(code, systeme));
    if (recu.length > RECU_LONGUEUR_MAX) return concept;
    if (this.#recus.size >= (this.table.count === 0 ? RECUS_MAX_SANS_LIGNE : RECUS_MAX)) this.#recus.clear();
    this.#recus.set(recu, concept);
    return concept;
  }

  /** The row of a code: exact code first, then whatever the padding. */
  ligne(code: string, systeme: string | null): ConceptTable | null {
    const lignes = this.#index().get(cleCode(code));
    if (lignes === undefined) return null;
    const permises = systeme === null ? lignes : lignes.filter((ligne) => ligne.systeme === systeme);
    return permises.find((ligne) => ligne.code === code.trim()) ?? permises[0] ?? null;
  }

  concept(ligne: ConceptTable): ConceptNos {
    let concept = this.#concepts.get(ligne);
    if (concept === undefined) {
      const libelle = ligne.libelle ?? this.lecture.horsTable(ligne.code, ligne.systeme)?.libelle ?? null;
      concept = Object.freeze({
        code: ligne.code,
        libelle,
        ...this.lecture.identite(ligne.systeme),
        statut: this.lecture.statut(ligne),
      });
      this.#concepts.set(ligne, concept);
    }
    return concept;
  }

  chercher(texte: string, first: number): ConceptNos[] {
    this.#search ??= new ConceptSearch(
      this.table.concepts.map((ligne) => this.concept(ligne)).filter((concept) => concept.statut === 'COURANT'),
    );
    return this.#search.chercher(texte, first);
  }

  #index(): Map<string, ConceptTable[]> {
    if (this.#parCode === undefined) {
      this.#parCode = new Map();
      for (const ligne of this.table.concepts) {
        const cle = cleCode(ligne.code);
        const lignes = this.#parCode.get(cle);
        if (lignes === undefined) this.#parCode.set(cle, [ligne]);
        else lignes.push(ligne);
      }
    }
    return this.#parCode;
  }

  #inconnu(code: string, systeme: string | null): ConceptNos {
    return Object.freeze({ code, libelle: null, ...this.lecture.identite(systeme), statut: 'INCONNU' as const });
  }
}
