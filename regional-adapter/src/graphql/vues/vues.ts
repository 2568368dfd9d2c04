import type { DocumentOffre, LecteurGeneration } from '../../ports/index.js';
import type { Acces } from '../acces.js';
import type { Concepts } from '../concepts.js';
import type { VueEntiteGeographique } from './entite-geographique.js';
import type { VueEntiteJuridique } from './entite-juridique.js';
import type { VueOffre } from './offre.js';
import type { VueOrganisationInterne } from './organisation-interne.js';
import type { VueProfessionnel } from './professionnel.js';

/** `Region` of the contract, as the region itself tells it. */
export interface VueRegion {
  code: string;
  nom: string;
  codes: readonly string[];
  solution: 'IESS' | 'IR' | null;
  statut: null;
  generation: string;
  dateGeneration: string;
  nombreOffres: number;
}

/** `RegionReponse` of the contract, for a region that answers. */
export interface VueRegionReponse {
  region: VueRegion;
  codes: readonly string[];
  statut: 'OK';
  latenceMs: number;
  totalCount: number | null;
  generation: string;
  date: string;
  code: null;
  message: null;
  offresConnues: null;
  connuesAu: null;
}

/**
 * Where a view finds what its object refers to, within one generation and one request.
 * Each object reached through a link is counted: nested links multiply.
 */
export interface Vues {
  readonly lecteur: LecteurGeneration;
  readonly concepts: Concepts;
  /** Who asks: what is hidden from it is absent from every view. */
  readonly acces: Acces;
  region(code: string): VueRegion;
  /** Region of a site: that of its offers, when the instance serves several. */
  regionDuSite(id: string | undefined): VueRegion;
  /** @param totalCount offers counted by the search, when the answer is one */
  regionReponse(totalCount: number | null): VueRegionReponse;
  /** `null` when the asker may not see it. */
  offre(ordinal: number): VueOffre | null;
  offreDe(document: DocumentOffre, distanceKm: number | null): VueOffre;
  offres(ordinaux: readonly number[]): VueOffre[];
  organisationInterne(id: string | undefined): VueOrganisationInterne | null;
  organisationsInternes(ids: readonly string[]): VueOrganisationInterne[];
  entiteGeographique(id: string | null | undefined): VueEntiteGeographique | null;
  entitesGeographiques(ids: readonly string[]): VueEntiteGeographique[];
  entiteJuridique(id: string | null | undefined): VueEntiteJuridique | null;
  professionnel(id: string): VueProfessionnel | null;
  professionnels(ids: readonly string[]): VueProfessionnel[];
}
