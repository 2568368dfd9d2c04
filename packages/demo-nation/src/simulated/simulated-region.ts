import { estUniteElementaire } from '@inter-ror/csd';
import type { Enregistrement, Export, Identifiant, OrganisationInterne } from '@inter-ror/exposure-model';
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

  /** The records of an establishment, in the order of the wire; `nouveau` the first time after a change. */
  lire(code: string): { enregistrements: Enregistrement[]; unites: number; nouveau: boolean } | undefined {
    const trouve = this.#etablissements.get(code);
    if (trouve === undefined) return undefined;
    const { nouveau } = trouve;
    trouve.nouveau = false;
    return { nouveau, enregistrements: [...enregistrementsDe(trouve.contenu)], unites: nombreUnites(trouve.contenu) };
  }

  /** Changes the free beds of a unit; of the first one that has beds when none is named. */
  changerLits(unite: string | undefined, disponibles: number): string | undefined {
    for (const etablissement of this.#etablissements.values()) {
      for (const [rang, interne] of etablissement.contenu.organisationsInternes.entries()) {
        const { complement } = interne;
        const lits = complement?.capaciteAccueil?.lits;
        if (complement === undefined || lits === undefined || (unite !== undefined && unite !== interne.id)) continue;
        const instant = this.#changer(etablissement);
        const capaciteAccueil = {
          ...complement.capaciteAccueil!,
          lits: { ...lits, disponibles, dateMiseAJour: instant },
        };
        etablissement.contenu.organisationsInternes[rang] = {
          ...interne,
          complement: { ...complement, capaciteAccueil },
          metadonnees: { ...interne.metadonnees, miseAJour: instant },
        };
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
      const instant = this.#changer(etablissement);
      const id = `${modele.id}-SIMULEE-${++this.#ajouts}`;
      etablissement.contenu.organisationsInternes.push({
        ...modele,
        id,
        nom: `Unité simulée ${this.#ajouts}`,
        metadonnees: { ...modele.metadonnees, creation: instant, miseAJour: instant },
      });
      return id;
    }
    return undefined;
  }

  retirerUnite(id: string): boolean {
    for (const etablissement of this.#etablissements.values()) {
      const rang = etablissement.contenu.organisationsInternes.findIndex((interne) => interne.id === id);
      if (rang === -1) continue;
      this.#changer(etablissement);
      etablissement.contenu.organisationsInternes.splice(rang, 1);
      return true;
    }
    return false;
  }

  retirerEtablissement(code: string): boolean {
    return this.#etablissements.delete(code);
  }

  /** RG_EXP_020: to the second. */
  #changer(etablissement: EtablissementSimule): string {
    etablissement.modifie = Date.now();
    etablissement.nouveau = true;
    return `${new Date(etablissement.modifie).toISOString().slice(0, 19)}Z`;
  }

  *#tous(): Iterable<Enregistrement> {
    for (const { contenu } of this.#etablissements.values()) yield* enregistrementsDe(contenu);
  }
}

function* enregistrementsDe(contenu: Export): Iterable<Enregistrement> {
  for (const valeur of contenu.organisations) yield { sorte: 'organisation', valeur };
  for (const valeur of contenu.activites) yield { sorte: 'activite', valeur };
  for (const valeur of contenu.organisationsInternes) yield { sorte: 'organisationInterne', valeur };
  for (const valeur of contenu.professionnels) yield { sorte: 'professionnel', valeur };
  for (const valeur of contenu.equipements) yield { sorte: 'equipement', valeur };
}

function estUnite(valeur: OrganisationInterne): boolean {
  return estUniteElementaire({ sorte: 'organisationInterne', valeur });
}

function nombreUnites({ organisationsInternes }: Export): number {
  return organisationsInternes.filter(estUnite).length;
}
