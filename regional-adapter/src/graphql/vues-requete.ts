import type { DocumentOffre, LecteurGeneration } from '../ports/index.js';
import type { Acces } from './acces.js';
import type { Concepts } from './concepts.js';
import { ErreurAdaptateur } from './errors.js';
import type { GenerationVue } from './generation-servie.js';
import {
  VueEntiteGeographique,
  VueEntiteJuridique,
  VueOffre,
  VueOrganisationInterne,
  VueProfessionnel,
  type VueRegion,
  type VueRegionReponse,
  type Vues,
} from './vues/index.js';

/** Objects that one request may reach through links (sites of an entity, offers of a site...). */
const OBJETS_LIES_MAX = 50_000;

/** Views of one request on one generation. */
export class VuesRequete implements Vues {
  readonly lecteur: LecteurGeneration;
  readonly concepts: Concepts;
  readonly acces: Acces;
  /** Criteria asked that the profile does not see whole. */
  readonly criteres = new Set<string>();
  readonly #generation: GenerationVue;
  readonly #debut = performance.now();
  #objetsLies = 0;

  constructor(generation: GenerationVue) {
    this.#generation = generation;
    this.acces = generation.acces;
    this.lecteur = generation.lecteur;
    this.concepts = generation.concepts;
  }

  region(code: string): VueRegion {
    return this.#generation.regions.get(code) ?? this.#premiereRegion;
  }

  regionDuSite(id: string | undefined): VueRegion {
    if (id === undefined || this.#generation.regions.size === 1) return this.#premiereRegion;
    const ordinal = this.lecteur.offresDuSite(id).find((o) => this.acces.voitOffre(o));
    return ordinal === undefined ? this.#premiereRegion : this.region(this.lecteur.offre(ordinal).region);
  }

  regionReponse(totalCount: number | null): VueRegionReponse {
    const region = this.#premiereRegion;
    return {
      region,
      codes: region.codes,
      statut: 'OK',
      latenceMs: Math.round(performance.now() - this.#debut),
      totalCount,
      generation: region.generation,
      date: region.dateGeneration,
      code: null,
      message: null,
      offresConnues: null,
      connuesAu: null,
    };
  }

  offre(ordinal: number): VueOffre | null {
    if (!this.acces.voitOffre(ordinal)) return null;
    this.#compter(1);
    return this.offreDe(this.lecteur.offre(ordinal), null);
  }
  offreDe(document: DocumentOffre, distanceKm: number | null): VueOffre {
    return new VueOffre(this, document, distanceKm);
  }
  offres(ordinaux: readonly number[]): VueOffre[] {
    return presents(ordinaux, (ordinal) => this.offre(ordinal));
  }
  organisationInterne(id: string | undefined): VueOrganisationInterne | null {
    if (id === undefined) return null;
    const unite = this.lecteur.organisationInterne(id);
    if (unite === undefined || !this.acces.unite(unite, this.lecteur.ordinalDe(id)).voit.offre) return null;
    this.#compter(1);
    return new VueOrganisationInterne(this, unite);
  }
  organisationsInternes(ids: readonly string[]): VueOrganisationInterne[] {
    return presents(ids, (id) => this.organisationInterne(id));
  }
  entiteGeographique(id: string | null | undefined): VueEntiteGeographique | null {
    const organisation = this.#organisation(id);
    return organisation === undefined ? null : new VueEntiteGeographique(this, organisation);
  }
  entitesGeographiques(ids: readonly string[]): VueEntiteGeographique[] {
    return presents(ids, (id) => this.entiteGeographique(id));
  }
  entiteJuridique(id: string | null | undefined): VueEntiteJuridique | null {
    const organisation = this.#organisation(id);
    return organisation === undefined ? null : new VueEntiteJuridique(this, organisation);
  }
  professionnel(id: string): VueProfessionnel | null {
    const professionnel = this.lecteur.professionnel(id);
    const droits = professionnel && this.acces.professionnel(professionnel);
    if (professionnel === undefined || droits === undefined) return null;
    this.#compter(1);
    return new VueProfessionnel(this, professionnel, droits);
  }
  professionnels(ids: readonly string[]): VueProfessionnel[] {
    return presents(ids, (id) => this.professionnel(id));
  }

  #organisation(id: string | null | undefined) {
    if (id === null || id === undefined || !this.acces.etablissement(id).voit.etablissement) return undefined;
    this.#compter(1);
    return this.lecteur.organisation(id);
  }

  get #premiereRegion(): VueRegion {
    return this.#generation.regions.values().next().value!;
  }

  #compter(objets: number): void {
    this.#objetsLies += objets;
    if (this.#objetsLies <= OBJETS_LIES_MAX) return;
    throw new ErreurAdaptateur(
      'LIMITE_DEPASSEE',
      `La requête atteint plus de ${OBJETS_LIES_MAX} objets liés : demandez moins de listes imbriquées ou une page plus courte.`,
      { limite: 'objets liés', maximum: OBJETS_LIES_MAX, demande: this.#objetsLies },
    );
  }
}

function presents<C, T>(ids: readonly C[], lire: (id: C) => T | null): T[] {
  const objets: T[] = [];
  for (const id of ids) {
    const objet = lire(id);
    if (objet !== null) objets.push(objet);
  }
  return objets;
}
