import type Database from 'libsql';

/** Why an establishment could not be read; its records stay those of the last good reading. */
export interface EchecLecture {
  code: string;
  message: string;
  /** ISO 8601. */
  depuis: string;
  essais: number;
}

export interface EchecEtablissement extends EchecLecture {
  /** Its identifier. */
  etablissement: string;
}

const MONTRES = 100;

/** The establishments of a mirror that were not read well: the first ones. */
export function echecsDe(base: Database.Database): EchecEtablissement[] {
  const lignes = base
    .prepare(`SELECT code, erreur FROM etablissement WHERE erreur IS NOT NULL ORDER BY cle LIMIT ${MONTRES}`)
    .all([]) as { code: string; erreur: string }[];
  return lignes.map(({ code, erreur }) => ({ etablissement: code, ...(JSON.parse(erreur) as EchecLecture) }));
}
