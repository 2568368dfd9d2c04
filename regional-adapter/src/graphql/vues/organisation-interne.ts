import type { OrganisationInterne } from '@inter-ror/exposure-model';
import type { DocumentOffre } from '../../ports/index.js';
import { niveauDe } from './niveau.js';
import { VueUnite } from './unite.js';
import type { Vues } from './vues.js';

/** No tree of internal organisations is deeper: four levels, and room for what an export may add. */
const PROFONDEUR_MAX = 16;

/** `OrganisationInterne` of the contract, at any of the four levels. */
export class VueOrganisationInterne extends VueUnite {
  readonly #document: DocumentOffre | undefined;

  constructor(vues: Vues, unite: OrganisationInterne) {
    const ordinal = vues.lecteur.ordinalDe(unite.id);
    super(vues, unite, ordinal);
    this.#document = ordinal === undefined ? undefined : vues.lecteur.offre(ordinal);
  }
  get region() {
    return this.#document === undefined
      ? this.vues.regionDuSite(this.#siteId())
      : this.vues.region(this.#document.region);
  }
  get niveau() {
    return niveauDe(this.unite.types);
  }
  get entiteGeographique() {
    return this.vues.entiteGeographique(this.#siteId());
  }
  get entiteJuridique() {
    return this.entiteGeographique?.entiteJuridique ?? null;
  }
  get parent(): VueOrganisationInterne | null {
    const { parentId } = this.complement ?? {};
    return parentId === undefined ? null : this.vues.organisationInterne(this.vues.acces.auDessus(parentId));
  }
  get enfants() {
    return this.vues.organisationsInternes(this.vues.acces.auDessous(this.id));
  }
  get offres() {
    return this.vues.offres(this.#ordinauxAuDessous());
  }

  protected get activites() {
    if (this.#document !== undefined) return this.#document.activites;
    const ids = (this.unite.rattachements ?? []).flatMap(({ services }) => (services ?? []).map(({ id }) => id));
    return this.#decrits(ids, ({ activites }) => activites);
  }
  protected get materiels() {
    if (this.#document !== undefined) return this.#document.equipements;
    return this.#decrits(this.complement?.equipements ?? [], ({ equipements }) => equipements);
  }

  /** A generation keeps the records of activities and equipment with its offers: those of the units below are read. */
  #decrits<T extends { id: string }>(ids: readonly string[], lire: (document: DocumentOffre) => readonly T[]): T[] {
    const cherches = new Set(ids);
    const trouves = new Map<string, T>();
    if (cherches.size === 0) return [];
    for (const ordinal of this.#ordinauxAuDessous()) {
      for (const decrit of lire(this.vues.lecteur.offre(ordinal))) {
        if (cherches.has(decrit.id)) trouves.set(decrit.id, decrit);
      }
      if (trouves.size === cherches.size) break;
    }
    return [...trouves.values()];
  }

  /** Its own site, else that of the nearest organisation above that has one. */
  #siteId(): string | undefined {
    let courante: OrganisationInterne | undefined = this.unite;
    for (let niveau = 0; courante !== undefined && niveau < PROFONDEUR_MAX; niveau++) {
      const site = courante.rattachements?.[0]?.entiteGeographiqueId;
      if (site !== undefined) return site;
      const { parentId }: { parentId?: string } = courante.complement ?? {};
      courante = parentId === undefined ? undefined : this.#visible(parentId);
    }
    return undefined;
  }

  #visible(id: string): OrganisationInterne | undefined {
    const unite = this.vues.lecteur.organisationInterne(id);
    return unite !== undefined && this.vues.acces.unite(unite, this.vues.lecteur.ordinalDe(id)).voit.offre
      ? unite
      : undefined;
  }

  #ordinauxAuDessous(): number[] {
    const { lecteur } = this.vues;
    const ordinaux: number[] = [];
    const vues = new Set<string>();
    let rang = [this.id];
    for (let niveau = 0; rang.length > 0 && niveau < PROFONDEUR_MAX; niveau++) {
      const suivant: string[] = [];
      for (const id of rang) {
        if (vues.has(id)) continue;
        vues.add(id);
        const ordinal = lecteur.ordinalDe(id);
        if (ordinal !== undefined && this.vues.acces.voitOffre(ordinal)) ordinaux.push(ordinal);
        suivant.push(...lecteur.enfantsDe(id));
      }
      rang = suivant;
    }
    return ordinaux;
  }
}
