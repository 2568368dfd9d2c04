/** A nomenclature that cannot be read: says which table or file, where in it, and what would mend it. */
export class ErreurNomenclature extends Error {
  override readonly name = 'ErreurNomenclature';

  /**
   * @param code stable name of the fault, for programs
   * @param message what is wrong, where, and the mend, in French
   */
  constructor(
    readonly code: CodeErreurNomenclature,
    message: string,
  ) {
    super(message);
  }
}

export type CodeErreurNomenclature =
  | 'JSON_ILLISIBLE'
  | 'TROP_GRAND'
  | 'FORME_INCONNUE'
  | 'TABLE_SANS_NOM'
  | 'TABLE_NON_ENUMEREE'
  | 'CONCEPT_INVALIDE'
  | 'CODE_EN_DOUBLE'
  | 'METADONNEE_INVALIDE'
  | 'DOSSIER_ILLISIBLE';
