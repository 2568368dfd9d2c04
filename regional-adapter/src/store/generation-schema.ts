/**
 * Tables of the file of a generation. Records are the JSON of the model; `rang` is their order in the export.
 * `offre.json` is a DocumentOffre without its unit, which is the row `unite` of `organisation_interne`.
 */
export const TABLES_GENERATION = `
  CREATE TABLE info (cle TEXT PRIMARY KEY, valeur TEXT NOT NULL);
  CREATE TABLE organisation (rang INTEGER PRIMARY KEY, id TEXT NOT NULL, entite_juridique TEXT, json TEXT NOT NULL);
  CREATE TABLE organisation_interne (rang INTEGER PRIMARY KEY, id TEXT NOT NULL, json TEXT NOT NULL);
  CREATE TABLE professionnel (rang INTEGER PRIMARY KEY, id TEXT NOT NULL, json TEXT NOT NULL);
  CREATE TABLE offre (
    ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL, unite INTEGER NOT NULL, site TEXT, json TEXT NOT NULL);
  CREATE TABLE enfant (au_dessus TEXT NOT NULL, id TEXT NOT NULL);
  CREATE TABLE identifiant (cle TEXT NOT NULL, id TEXT NOT NULL);
  CREATE TABLE exercice (professionnel TEXT NOT NULL, ordinal INTEGER NOT NULL);`;

/** Made once the tables are full: sorting is quicker than inserting in order. */
export const INDEX_GENERATION = `
  CREATE UNIQUE INDEX organisation_id ON organisation (id);
  CREATE INDEX organisation_site ON organisation (entite_juridique) WHERE entite_juridique IS NOT NULL;
  CREATE UNIQUE INDEX organisation_interne_id ON organisation_interne (id);
  CREATE UNIQUE INDEX professionnel_id ON professionnel (id);
  CREATE UNIQUE INDEX offre_id ON offre (id);
  CREATE INDEX offre_site ON offre (site);
  CREATE INDEX enfant_au_dessus ON enfant (au_dessus);
  CREATE INDEX identifiant_cle ON identifiant (cle);
  CREATE INDEX exercice_professionnel ON exercice (professionnel);`;

/** Records that only the load needs, in a file apart. */
export const TABLES_ETAPE = `
  CREATE TABLE etape.unite (rang INTEGER PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE etape.activite (rang INTEGER PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE etape.equipement (rang INTEGER PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE etape.exercice (rang INTEGER PRIMARY KEY, unite TEXT NOT NULL, professionnel TEXT NOT NULL);`;

/** Key of the table `identifiant`. */
export function cleRecherche(sorte: 'EJ' | 'EG' | 'PS', champ: string, valeur: string): string {
  return `${sorte}:${champ}:${valeur}`;
}
