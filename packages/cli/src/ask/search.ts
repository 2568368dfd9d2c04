import { avisEnMots, criteresDeQuestion, type RechercheComprise } from '@inter-ror/search-page';
import { CommandFailure, EXIT } from '../output/index.js';
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
    regions { codes region { nom } statut latenceMs totalCount message offresConnues connuesAu }
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
    offresConnues: number | null;
    connuesAu: string | null;
  }[];
}

/** A page, with how its question was understood. */
export interface AnsweredQuestion extends SearchPage {
  question: Omit<RechercheComprise, 'avis'>;
}

/** Asks the nation, in plain French. @throws CommandFailure when a part of the question cannot be followed */
export async function search(nation: NationAccess, typed: string, first: number): Promise<AnsweredQuestion> {
  const { avis, ...question } = criteresDeQuestion(typed);
  if (avis.length > 0) throw new CommandFailure(avis.map(avisEnMots).join('\n'));
  if (Object.keys(question.criteres).length === 0) {
    throw new CommandFailure('Dites ce que vous cherchez, et où : « IRM cardiaque près de Quimper ».', EXIT.USAGE);
  }
  const variables = { criteres: question.criteres, first };
  const { rechercherOffres } = await nation.ask<{ rechercherOffres: SearchPage }>(SEARCH, variables);
  return { question, ...rechercherOffres };
}
