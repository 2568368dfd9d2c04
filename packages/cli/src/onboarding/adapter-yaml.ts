/** What the configuration of a new adapter says. */
export interface NewAdapter {
  codes: readonly string[];
  nom: string;
  solution: string;
  port: number;
  export: string;
  /** Empty when the list is brought by hand. */
  publication: string;
}

/** The configuration of a new adapter, each line explained; paths are relative to its folder. */
export function adapterYaml(o: NewAdapter): string {
  const text = (value: string) => JSON.stringify(value);
  const publication =
    o.publication === ''
      ? '# publication: https://… l’adresse où l’autorité publie ; sans elle, remplacez whitelist.json à la main'
      : `publication: ${text(o.publication)} # d’où l’autorité publie la liste`;
  return `# Adaptateur régional ${o.nom}. Chemins relatifs à ce dossier.
region:
  codes: [${o.codes.map(text).join(', ')}]            # codes TRE_R30 servis, entre guillemets
  nom: ${text(o.nom)} # montré dans les journaux
  solution: ${o.solution}           # IESS ou IR
ecoute:
  hote: 0.0.0.0            # toutes les interfaces de cet hôte
  port: ${o.port}               # celui de l’adresse que l’autorité inscrit
donnees: donnees           # créé au premier chargement
source:
  fichier: ${text(o.export)} # l’export CSD 2.4
  surveiller: true         # rechargé quand il change
identite:
  cle: adapter.key         # ne quitte jamais cet hôte, mode 0600
  certificat: adapter.pem  # remis par l’autorité
  autorites: ca.pem        # remis par l’autorité
listeBlanche:
  ${publication}
  fichier: whitelist.json  # remis par l’autorité
  confiance: trust.json    # remis par l’autorité
  etat: liste-vue.json     # écrit par l’adaptateur, pour refuser une liste plus ancienne
audit: acces.jsonl         # qui a demandé quoi, et les connexions refusées ; sans elle, rien n’est gardé
journal: info              # debug, info, warn, error ou silent
`;
}
