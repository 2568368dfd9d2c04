/** Shown to who opens GraphiQL for the first time. */
export const DEFAULT_QUERY = `# Une recherche sur tout le pays : IRM à moins de 80 km de Quimper.
{
  rechercherOffres(
    criteres: { texte: "IRM", proximite: { commune: "29232", distanceKm: 80 } }
    first: 5
  ) {
    totalCount
    totalEstComplet
    nodes {
      nom
      distanceKm
      region { nom }
      activitesOperationnelles { libelle }
      entiteGeographique { nom numFINESS }
    }
    regions { codes statut latenceMs totalCount }
  }
}
`;
