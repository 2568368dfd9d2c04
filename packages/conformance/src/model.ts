import type { Terrain } from './ground/index.js';

/** Families of scenarios, as `--seulement` names them. */
export const FAMILLES = {
  schema: 'Schéma et enveloppe',
  territoire: 'Recherche par territoire',
  critere: 'Recherche par un critère',
  combinaison: 'Critères combinés',
  age: 'Classes d’âge et âge du patient',
  lien: 'Liens entre organisations, sites et entités juridiques',
  compte: 'Comptes',
  identifiant: 'Identifiants',
  metadonnee: 'Métadonnées et règles RG_EXP, RG_ALIM',
  confidentialite: 'Confidentialité et en-tête VIHF',
  temps: 'Temps de réponse',
  erreur: 'Erreurs',
} as const;
export type Famille = keyof typeof FAMILLES;

/** One thing that is asked of a server. */
export interface Scenario {
  /** Stable: two letters of the family, and a number. */
  id: string;
  famille: Famille;
  /** A sentence, in French. */
  titre: string;
  /** Name of the rule, or of the published flow. */
  regle: string;
  /** What is expected, in French. */
  attendu: string;
  /**
   * @returns what was seen, in French
   * @throws Ecart when the server does otherwise, SansObjet when there is nothing to try it on
   */
  jouer(terrain: Terrain): Promise<string>;
}

/** A scenario before its family numbers it. */
export type Corps = Omit<Scenario, 'id' | 'famille'>;

/** The scenarios of a family, numbered in their order. */
export function famille(nom: Famille, prefixe: string, corps: readonly Corps[]): Scenario[] {
  return corps.map((scenario, rang) => ({
    ...scenario,
    id: `${prefixe}-${String(rang + 1).padStart(2, '0')}`,
    famille: nom,
  }));
}
