/** Every fault of a search's arguments. Those named `RG_RECH_…` are the rules of the exposure model. */
export type CodeErreurRecherche =
  | 'RG_RECH_05'
  | 'RG_RECH_08'
  | 'RG_RECH_10'
  | 'RG_RECH_12'
  | 'RG_RECH_13'
  | 'RG_RECH_52'
  | 'TYPE_INVALIDE'
  | 'CRITERE_INCONNU'
  | 'CRITERE_VIDE'
  | 'LISTE_VIDE'
  | 'LISTE_TROP_LONGUE'
  | 'VALEUR_INVALIDE'
  | 'TROP_PROFOND'
  | 'TROP_DE_TERMES'
  | 'TEXTE_VIDE'
  | 'TEXTE_TROP_LONG'
  | 'UNITE_AGE_INCONNUE'
  | 'AGE_INVALIDE'
  | 'CAPACITE_INVALIDE'
  | 'DATE_INVALIDE'
  | 'TERRITOIRE_INVALIDE'
  | 'COORDONNEES_INVALIDES'
  | 'PROXIMITE_INCOMPLETE'
  | 'PROXIMITE_CONTRADICTOIRE'
  | 'COMMUNE_SANS_POINT'
  | 'TRI_INCONNU'
  | 'CURSEUR_INVALIDE'
  | 'CURSEUR_AUTRE_TRI'
  | 'CURSEUR_AUTRE_RECHERCHE';

/** What a client reads beside the message. `regle` is present when a rule of the exposure model is broken. */
export interface ExtensionsErreurRecherche {
  readonly code: CodeErreurRecherche;
  readonly champ: string;
  readonly regle?: string;
  readonly [cle: string]: unknown;
}

/** Arguments of a search that cannot be accepted: says which one, its value, and what would mend it, in French. */
export class ErreurRecherche extends Error {
  override readonly name = 'ErreurRecherche';
  /** Carried into the GraphQL error by graphql-js. */
  readonly extensions: ExtensionsErreurRecherche;

  /**
   * @param code stable name of the fault, for programs
   * @param champ path of the argument, such as `criteres.et[1].proximite.distanceKm`
   * @param message what is wrong, the value received and the mend, in French
   */
  constructor(
    readonly code: CodeErreurRecherche,
    readonly champ: string,
    message: string,
  ) {
    super(message);
    this.extensions = code.startsWith('RG_RECH_') ? { code, champ, regle: code } : { code, champ };
  }
}
