/** Why a whole document is refused. */
export type CodeErreurCsd =
  | 'DOCTYPE_REFUSE'
  | 'XML_MAL_FORME'
  | 'LIMITE_DEPASSEE'
  | 'PAS_UN_CSD'
  | 'DOCUMENT_TRONQUE'
  | 'ENCODAGE_REFUSE'
  | 'UTF8_INVALIDE'
  | 'REPONSE_EN_ERREUR'
  | 'PAS_UNE_ENVELOPPE'
  | 'DEMANDE_INCONNUE'
  | 'DEMANDE_INVALIDE'
  | 'REPONSE_INVALIDE'
  | 'VIHF_INVALIDE'
  | 'LECTEUR_FERME'
  | 'ORDRE_ECRITURE';

/** A document that cannot be read (or an export written out of order). Line and column count from 1; 0 when there is none. */
export class ErreurCsd extends Error {
  override readonly name = 'ErreurCsd';
  readonly code: CodeErreurCsd;
  readonly ligne: number;
  readonly colonne: number;

  constructor(code: CodeErreurCsd, detail: string, ligne = 0, colonne = 0) {
    super(ligne > 0 ? `${code} (ligne ${ligne}, colonne ${colonne}) : ${detail}` : `${code} : ${detail}`);
    this.code = code;
    this.ligne = ligne;
    this.colonne = colonne;
  }
}
