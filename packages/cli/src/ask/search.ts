import { CommandFailure } from '../output/index.js';
import type { NationAccess } from './nation-access.js';
import type { ParsedQuestion } from './parse-question.js';

const COMMUNE = `query ($texte: String!) {
  nomenclature(table: "TRE_R13-CommuneOM", texte: $texte, first: 1) { code libelle }
}`;

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

/** Asks the nation. @throws CommandFailure when the place has no such name */
export async function search(nation: NationAccess, question: ParsedQuestion, first: number): Promise<SearchPage> {
  const criteres: Record<string, unknown> = {};
  if (question.texte !== '') criteres.texte = question.texte;
  if (question.lieu !== undefined) {
    const found = await nation.ask<{ nomenclature: { code: string; libelle: string }[] }>(COMMUNE, {
      texte: question.lieu,
    });
    const commune = found.nomenclature[0];
    if (commune === undefined) throw new CommandFailure(`Aucune commune ne s’appelle « ${question.lieu} ».`);
    criteres.proximite = { commune: commune.code, distanceKm: question.rayonKm ?? 50 };
  }
  const { rechercherOffres } = await nation.ask<{ rechercherOffres: SearchPage }>(SEARCH, { criteres, first });
  return rechercherOffres;
}
