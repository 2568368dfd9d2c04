/** Errors that an adapter answers on purpose: the client reads their code, their text and the place. */
export class ErreurAdaptateur extends Error {
  override readonly name = 'ErreurAdaptateur';
  /** Carried into the GraphQL error. */
  readonly extensions: { readonly code: CodeErreurAdaptateur; readonly [cle: string]: unknown };

  constructor(code: CodeErreurAdaptateur, message: string, precisions: Record<string, unknown> = {}) {
    super(message);
    this.extensions = { ...precisions, code };
  }
}

export type CodeErreurAdaptateur =
  | 'AUCUNE_GENERATION'
  | 'IDENTIFIANT_REQUIS'
  | 'LIMITE_DEPASSEE'
  | 'NOMENCLATURE_INCONNUE'
  | 'PAGE_INVALIDE';
