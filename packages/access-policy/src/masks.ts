import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type Masque, masquesDuDocument, vuDuCritere } from './masked-fields.js';
import { LIGNES, type Profil, TABLE } from './table.js';

/** One operation of a document. */
export interface Operation {
  document: DocumentNode;
  operationName: string | undefined;
}

/** Criteria of a search, as far as masks look at them. */
export interface ArgumentsMasques {
  criteres: object;
  tri?: string | null | undefined;
}

const PROFONDEUR_MAX = 8;
const CRITERES = Object.keys(TABLE.criteres).filter((critere) => LIGNES.has(TABLE.criteres[critere]!));

/** `extensions.masques` of answers: read in the table once for each operation and profile. */
export class Masques {
  readonly #schema: GraphQLSchema;
  readonly #connus = new WeakMap<DocumentNode, Map<string, readonly Masque[]>>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** @param criteres what `noterCriteres` noted for this request */
  extension(
    { document, operationName }: Operation,
    profil: Profil,
    criteres: ReadonlySet<string>,
  ): { masques: readonly Masque[] } | undefined {
    let duDocument = this.#connus.get(document);
    if (duDocument === undefined) {
      duDocument = new Map();
      this.#connus.set(document, duDocument);
    }
    const cle = `${profil} ${operationName ?? ''}`;
    let champs = duDocument.get(cle);
    if (champs === undefined) {
      champs = masquesDuDocument(this.#schema, document, operationName, profil);
      duDocument.set(cle, champs);
    }
    const notes = [...criteres].sort().map((critere) => ({
      champ: critere === 'DISPONIBILITE' ? 'TriOffres.DISPONIBILITE' : `CriteresRecherche.${critere}`,
      vu: vuDuCritere(critere === 'DISPONIBILITE' ? 'disponibilite' : critere, profil)!,
    }));
    return champs.length + notes.length === 0 ? undefined : { masques: [...champs, ...notes] };
  }

  /** Notes the criteria asked, and the sort, that a profile does not see whole. */
  noterCriteres({ criteres, tri }: ArgumentsMasques, profil: Profil, notes: Set<string>): void {
    const caches = CRITERES.filter((critere) => vuDuCritere(critere, profil) !== undefined);
    if (caches.length === 0) return;
    if (tri === 'DISPONIBILITE' && caches.includes('disponibilite')) notes.add(tri);
    noter(criteres as Record<string, unknown>, caches, notes, 0);
  }
}

function noter(criteres: Record<string, unknown>, caches: readonly string[], notes: Set<string>, niveau: number): void {
  // Beyond, the search is refused: nothing is masked of it.
  if (niveau > PROFONDEUR_MAX) return;
  for (const critere of caches) if (criteres[critere] !== undefined && criteres[critere] !== null) notes.add(critere);
  const { et, ou, non } = criteres as { et?: unknown; ou?: unknown; non?: unknown };
  for (const terme of [et, ou, non].flat()) {
    if (typeof terme === 'object' && terme !== null) {
      noter(terme as Record<string, unknown>, caches, notes, niveau + 1);
    }
  }
}
