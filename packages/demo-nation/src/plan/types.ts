import type { GenreEtablissement, ModeleEtablissement, ModeleUnite, Statut } from '../catalogue/index.js';
import type { Ville } from '../territoire/index.js';

/** A legal entity of the plan. */
export interface PlanEJ {
  id: string;
  nom: string;
  statut: Statut;
  /** Absent of a liberal practice, which is identified by its professional or its SIRET. */
  finess?: string;
  siren: string;
  ville: Ville;
}

/** A site of the plan: everything that the five directories of the export must agree upon. */
export interface PlanSite {
  region: string;
  /** 0 to 17. */
  rangRegion: number;
  /** From 1, in the region. */
  rang: number;
  id: string;
  genre: GenreEtablissement;
  modele: ModeleEtablissement;
  ej: PlanEJ;
  /** This site is the first of its legal entity in the region. */
  premierDeEJ: boolean;
  finess?: string;
  idNatStruct: string;
  nom: string;
  ville: Ville;
  unites: readonly ModeleUnite[];
  /** Number of the first unit of the site in the region. */
  premiereUE: number;
  /** RPPS of the professionals of the site. */
  rpps: readonly string[];
  /** Codes are written without their leading zeros. */
  sansZeros: boolean;
}
