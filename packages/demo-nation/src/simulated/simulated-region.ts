import {
  type Enregistrement,
  type Export,
  estUnite,
  type Identifiant,
  type OrganisationInterne,
} from '@inter-ror/exposure-model';
import { type EtablissementSimule, parEtablissement } from './establishments.js';

/** Before the start: nothing is new to who asks for the changes. */
const ANCIEN_MS = 3_600_000;

/** The records that a simulated solution serves, and the changes that it is told to make. */
export class RegionSimulee {
  readonly #etablissements: Map<string, EtablissementSimule>;
  #ajouts = 0;

  constructor(enregistrements: Iterable<Enregistrement>) {
    const liste = parEtablissement(enregistrements, Date.now() - ANCIEN_MS);
    this.#etablissements = new Map(liste.map((etablissement) => [etablissement.id.valeur, etablissement]));
  }

  get nombreEtablissements(): number {
    return this.#etablissements.size;
  }

  get nombreUnites(): number {
    let unites = 0;
    for (const { contenu } of this.#etablissements.values()) unites += nombreUnites(contenu);
    return unites;
  }

  /** All that it serves. */
  enregistrements(): Iterable<Enregistrement> {
    return this.#tous();
  }

  /** Establishments that changed since an instant, epoch ms. */
  modifies(depuis: number): Identifiant[] {
    return [...this.#etablissements.values()].filter(({ modifie }) => modifie >= depuis).map(({ id }) => id);
  }

  /** What an establishment holds, another object after each change; `nouveau` the first time after one. */
  lire(code: string): { contenu: Export; nouveau: boolean } | undefined {
    const trouve = this.#etablissements.get(code);
    if (trouve === undefined) return undefined;
    const { contenu, nouveau } = trouve;
    trouve.nouveau = false;
    return { contenu, nouveau };
  }

  /** Changes the free beds of a unit; of the first one that has beds when none is named. */
  changerLits(unite: string | undefined, disponibles: number): string | undefined {
    for (const etablissement of this.#etablissements.values()) {
      for (const [rang, interne] of etablissement.contenu.organisationsInternes.entries()) {
        const { complement } = interne;
        const lits = complement?.capaciteAccueil?.lits;
        if (complement === undefined || lits === undefined || (unite !== undefined && unite !== interne.id)) continue;
        this.#changer(etablissement, (internes, instant) => {
          const capaciteAccueil = {
            ...complement.capaciteAccueil!,
            lits: { ...lits, disponibles, dateMiseAJour: instant },
          };
          return internes.with(rang, {
            ...interne,
            complement: { ...complement, capaciteAccueil },
            metadonnees: { ...interne.metadonnees, miseAJour: instant },
          });
        });
        return interne.id;
      }
    }
    return undefined;
  }

  /** Adds a unit like another. @returns its id */
  ajouterUnite(): string | undefined {
    for (const etablissement of this.#etablissements.values()) {
      const modele = etablissement.contenu.organisationsInternes.find(estUnite);
      if (modele === undefined) continue;
      const id = `${modele.id}-SIMULEE-${++this.#ajouts}`;
      this.#changer(etablissement, (internes, instant) => [
        ...internes,
        {
          ...modele,
          id,
          nom: `Unité simulée ${this.#ajouts}`,
          metadonnees: { ...modele.metadonnees, creation: instant, miseAJour: instant },
        },
      ]);
      return id;
    }
    return undefined;
  }

  retirerUnite(id: string): boolean {
    for (const etablissement of this.#etablissements.values()) {
      if (!etablissement.contenu.organisationsInternes.some((interne) => interne.id === id)) continue;
      this.#changer(etablissement, (internes) => internes.filter((interne) => interne.id !== id));
      return true;
    }
    return false;
  }

  retirerEtablissement(code: string): boolean {
    return this.#etablissements.delete(code);
  }

  /** @param remplacer is given the instant of the change, to the second (RG_EXP_020) */
  #changer(
    etablissement: EtablissementSimule,
    remplacer: (internes: readonly OrganisationInterne[], instant: string) => OrganisationInterne[],
  ): void {
    const modifie = Date.now();
    const instant = `${new Date(modifie).toISOString().slice(0, 19)}Z`;
    const { contenu } = etablissement;
    const organisationsInternes = remplacer(contenu.organisationsInternes, instant);
    Object.assign(etablissement, { modifie, nouveau: true, contenu: { ...contenu, organisationsInternes } });
  }

  *#tous(): Iterable<Enregistrement> {
    for (const { contenu } of this.#etablissements.values()) yield* enregistrementsDe(contenu);
  }
}

/** In the order of the wire. */
export function* enregistrementsDe(contenu: Export): Iterable<Enregistrement> {
  for (const valeur of contenu.organisations) yield { sorte: 'organisation', valeur };
  for (const valeur of contenu.activites) yield { sorte: 'activite', valeur };
  for (const valeur of contenu.organisationsInternes) yield { sorte: 'organisationInterne', valeur };
  for (const valeur of contenu.professionnels) yield { sorte: 'professionnel', valeur };
  for (const valeur of contenu.equipements) yield { sorte: 'equipement', valeur };
}

export function nombreUnites({ organisationsInternes }: Export): number {
  return organisationsInternes.filter(estUnite).length;
}
