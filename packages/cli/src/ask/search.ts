import { criteresDeQuestion } from '@inter-ror/search-page';
import { CommandFailure } from '../output/index.js';
import type { NationAccess } from './nation-access.js';

const SEARCH = `query ($criteres: CriteresRecherche!, $first: Int) {
  rechercherOffres(criteres: $criteres, first: $first) {
    totalCount
    totalEstComplet
    nodes {
      id
      nom
      distanceKm
      region { code nom }
      champActivite { libelle }
      modePriseEnCharge { libelle }
      activitesOperationnelles { libelle }
      entiteGeographique { nom numFINESS adresse { codePostal localite } }
      capaciteAccueil { lits { disponibles dateMiseAJour } places { disponibles dateMiseAJour } }
    }
    regions { codes region { nom } statut latenceMs totalCount message }
  }
}`;

interface Free {
  disponibles: number | null;
  dateMiseAJour: string | null;
}

/** A page of the national search, as asked by `SEARCH`. */
export interface SearchPage {
  totalCount: number;
  totalEstComplet: boolean;
  nodes: {
    id: string;
    nom: string;
    distanceKm: number | null;
    region: { code: string; nom: string };
    champActivite: { libelle: string | null };
    modePriseEnCharge: { libelle: string | null };
    activitesOperationnelles: { libelle: string | null }[];
    entiteGeographique: {
      nom: string;
      numFINESS: string | null;
      adresse: { codePostal: string | null; localite: string | null } | null;
    } | null;
    capaciteAccueil: { lits: Free | null; places: Free | null } | null;
  }[];
  regions: {
    codes: string[];
    region: { nom: string };
    statut: string;
    latenceMs: number | null;
    totalCount: number | null;
    message: string | null;
  }[];
}

/** Asks the nation, in plain French. @throws CommandFailure when the question names a place that nothing has */
export async function search(nation: NationAccess, question: string, first: number): Promise<SearchPage> {
  const { criteres, avis } = criteresDeQuestion(question);
  if (avis[0] !== undefined) throw new CommandFailure(avis[0]);
  const { rechercherOffres } = await nation.ask<{ rechercherOffres: SearchPage }>(SEARCH, { criteres, first });
  return rechercherOffres;
}
