/** Shown to who opens GraphiQL for the first time. */
export const DEFAULT_QUERY = `# Les offres de la région : tapez vos mots, ou des codes de nomenclature.
{
  rechercherOffres(criteres: { texte: "IRM" }, first: 5) {
    totalCount
    nodes {
      nom
      champActivite { libelle }
      modePriseEnCharge { libelle }
      activitesOperationnelles { code libelle }
      entiteGeographique { nom numFINESS adresse { localite codePostal } }
    }
    regions { codes generation date latenceMs }
  }
}
`;
