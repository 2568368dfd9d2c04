import type { ActiviteOperationnelle, Organisation, OrganisationInterne } from '@inter-ror/exposure-model';

/** A unit (UE) of a site, with what the rules look at around it. */
export interface UniteEvaluee {
  unite: OrganisationInterne;
  activites: readonly ActiviteOperationnelle[];
  /** Names of the organisations above it, nearest first. */
  nomsAuDessus: readonly string[];
}

/** A site (EG) and its units: what one evaluation reads. */
export interface SiteEvalue {
  site: Organisation;
  /** TRE_R30 code. */
  region: string;
  /** INSEE code; null when the place is unknown. */
  departement: string | null;
  /** JDV_J55 code; null when the site has none. */
  categorieEG: string | null;
  idNatStruct: string | null;
  unites: readonly UniteEvaluee[];
}

/** A legal entity (EJ), for the uniqueness of its identifier. */
export interface EntiteJuridiqueEvaluee {
  entite: Organisation;
  region: string;
  departement: string | null;
  idNatStruct: string | null;
}

/** What a rule says of one thing; `null`: it does not apply. */
export type Verdict = boolean | null;
