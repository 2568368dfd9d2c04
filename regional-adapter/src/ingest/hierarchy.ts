import type { ResumeOrganisation } from '../assembly/index.js';

/** Line and column of a record in its file, from 1; none when it comes from a live solution. */
export interface PositionLecture {
  ligne?: number;
  colonne?: number;
}

/** What is kept of an internal organisation to know whether it is exposed. */
export interface NoeudOrganisation {
  readonly id: string;
  /** Order in the export. */
  readonly rang: number;
  /** Where it begins in the export. */
  readonly lecture: PositionLecture;
  /** Whether it is an elementary unit (UE), which carries an offer. */
  readonly unite: boolean;
  /** Names, of those that may have units below. */
  readonly noms: readonly string[];
  readonly sensible: boolean;
  readonly parentId: string | undefined;
  readonly sites: readonly string[];
  /** A mandatory element that the unit lacks by itself. */
  readonly manque?: string;
  /** Ids of its activities, when none was known at the time it was read. */
  readonly activitesInconnues?: readonly string[];
}

/** Why an internal organisation or a site is not exposed (RG_EXP_002). */
export type CodeEcart =
  | 'ORPHELIN'
  | 'CYCLE'
  | 'HIERARCHIE_TROP_PROFONDE'
  | 'ANCETRE_ECARTE'
  | 'ELEMENT_OBLIGATOIRE_ABSENT'
  | 'SANS_ACTIVITE';

export interface Ecart {
  code: CodeEcart;
  message: string;
}

/** Where an exposed internal organisation stands. */
export interface Position {
  /** Internal organisations above, nearest first. */
  parents: readonly NoeudOrganisation[];
  site: ResumeOrganisation | undefined;
}

export type Verdict = { expose: true; position: Position } | { expose: false; ecart: Ecart };

/** The model has four levels; a chain beyond this is not a hierarchy. */
const NIVEAUX_MAX = 16;

/**
 * Decides what is exposed of a hierarchy: an instance that lacks a mandatory element is not, nor its descendants;
 * its ancestors are (RG_EXP_002).
 */
export class Hierarchy {
  readonly #organisations: ReadonlyMap<string, ResumeOrganisation>;
  readonly #noeuds: ReadonlyMap<string, NoeudOrganisation>;
  readonly #activiteConnue: (id: string) => boolean;
  readonly #ecarte: (sorte: 'organisation' | 'organisationInterne', id: string) => boolean;
  readonly #verdicts = new Map<string, Verdict>();

  constructor(
    organisations: ReadonlyMap<string, ResumeOrganisation>,
    noeuds: ReadonlyMap<string, NoeudOrganisation>,
    activiteConnue: (id: string) => boolean,
    ecarte: (sorte: 'organisation' | 'organisationInterne', id: string) => boolean,
  ) {
    this.#organisations = organisations;
    this.#noeuds = noeuds;
    this.#activiteConnue = activiteConnue;
    this.#ecarte = ecarte;
  }

  /**
   * Why a site is not exposed; undefined when it is, as every legal entity. A legal entity that the export does not
   * hold leaves its site exposed; one that was skipped does not.
   */
  ecartOrganisation({ entiteJuridiqueId }: ResumeOrganisation): Ecart | undefined {
    if (entiteJuridiqueId === null) return undefined;
    const entiteJuridique = this.#organisations.get(entiteJuridiqueId);
    if (entiteJuridique === undefined) {
      if (!this.#ecarte('organisation', entiteJuridiqueId)) return undefined;
      return { code: 'ANCETRE_ECARTE', message: `entité juridique ${entiteJuridiqueId} écartée` };
    }
    if (entiteJuridique.entiteJuridiqueId === null) return undefined;
    return { code: 'ORPHELIN', message: `${entiteJuridiqueId} n'est pas une entité juridique : elle a un parent` };
  }

  /** Whether an internal organisation is exposed, and where it stands. */
  juger(noeud: NoeudOrganisation): Verdict {
    const chemin = new Set<NoeudOrganisation>();
    let courant: NoeudOrganisation | undefined = noeud;
    while (courant !== undefined && !this.#verdicts.has(courant.id)) {
      if (chemin.has(courant)) {
        this.#ecarterCycle(chemin, courant);
        break;
      }
      chemin.add(courant);
      courant = courant.parentId === undefined ? undefined : this.#noeuds.get(courant.parentId);
    }
    for (const etape of [...chemin].reverse()) {
      if (!this.#verdicts.has(etape.id)) this.#verdicts.set(etape.id, this.#jugerSousParent(etape));
    }
    return this.#verdicts.get(noeud.id)!;
  }

  #ecarterCycle(chemin: ReadonlySet<NoeudOrganisation>, retour: NoeudOrganisation): void {
    const etapes = [...chemin];
    for (const { id, parentId } of etapes.slice(etapes.indexOf(retour))) {
      this.#verdicts.set(id, ecarter('CYCLE', `organisation interne ${parentId} à la fois au-dessus et au-dessous`));
    }
  }

  #jugerSousParent(noeud: NoeudOrganisation): Verdict {
    const { parentId } = noeud;
    if (parentId === undefined) return this.#jugerSeul(noeud, []);
    const parent = this.#noeuds.get(parentId);
    if (parent === undefined) {
      if (!this.#ecarte('organisationInterne', parentId)) return this.#jugerSeul(noeud, []);
      return ecarter('ANCETRE_ECARTE', `organisation interne parente ${parentId} écartée`);
    }
    const verdict = this.#verdicts.get(parentId)!;
    if (!verdict.expose) return ecarter('ANCETRE_ECARTE', `organisation interne parente ${parentId} écartée`);
    const parents = [parent, ...verdict.position.parents];
    if (parents.length > NIVEAUX_MAX) {
      return ecarter('HIERARCHIE_TROP_PROFONDE', `plus de ${NIVEAUX_MAX} organisations internes au-dessus`);
    }
    return this.#jugerSeul(noeud, parents);
  }

  #jugerSeul(noeud: NoeudOrganisation, parents: readonly NoeudOrganisation[]): Verdict {
    if (noeud.manque !== undefined) return ecarter('ELEMENT_OBLIGATOIRE_ABSENT', `${noeud.manque} absent`);
    const presents = noeud.sites.flatMap((id) => this.#organisations.get(id) ?? []);
    const site = presents.find((organisation) => this.ecartOrganisation(organisation) === undefined);
    if (site === undefined && noeud.sites.length > 0) {
      return presents.length > 0
        ? ecarter('ANCETRE_ECARTE', `entité géographique ${presents[0]!.id} écartée`)
        : ecarter('ORPHELIN', `entité géographique ${noeud.sites[0]} absente de l'export, ou écartée`);
    }
    if (noeud.unite) {
      if (site === undefined) return ecarter('ORPHELIN', 'unité élémentaire sans entité géographique');
      if (noeud.activitesInconnues?.some(this.#activiteConnue) === false) {
        return ecarter('SANS_ACTIVITE', 'unité élémentaire sans activité opérationnelle connue');
      }
    }
    return { expose: true, position: { parents, site } };
  }
}

function ecarter(code: CodeEcart, message: string): Verdict {
  return { expose: false, ecart: { code, message } };
}
