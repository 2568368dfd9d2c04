/** Why a load made no generation. Whatever the code, the generation before is still served. */
export type CodeErreurChargement =
  | 'FICHIER_INTROUVABLE'
  | 'FICHIER_ILLISIBLE'
  /** The file changed while it was read: a copy that is not finished. */
  | 'FICHIER_MODIFIE'
  | 'GZIP_INVALIDE'
  /** Not an export: the message says the line and the column. */
  | 'XML_INVALIDE'
  /** The load would shrink the region by more than the share allowed. */
  | 'REDUCTION_REFUSEE'
  /** Most of its offers are in another region. */
  | 'AUTRE_REGION'
  /** Another load is under way. */
  | 'STORE_OCCUPE'
  | 'STORE_ENDOMMAGE'
  /** The folder of the store cannot be made. */
  | 'DOSSIER_INACCESSIBLE'
  | 'DISQUE_PLEIN'
  | 'ABANDONNE'
  | 'INTERNE';

export interface DetailsErreurChargement {
  ligne?: number;
  colonne?: number;
}

export class ErreurChargement extends Error {
  override readonly name = 'ErreurChargement';
  readonly code: CodeErreurChargement;
  readonly ligne: number | undefined;
  readonly colonne: number | undefined;

  constructor(
    code: CodeErreurChargement,
    message: string,
    { ligne, colonne, cause }: DetailsErreurChargement & ErrorOptions = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.ligne = ligne;
    this.colonne = colonne;
  }
}
