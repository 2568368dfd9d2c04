import Database from 'libsql';
import { ErreurStore } from '../store/index.js';

/** Raised with each incompatible change of the tables. */
const FORMAT_MIROIR = 1;

/** `a_lire`: told to have changed, not read since. `passe`: the last full listing that named it. */
const TABLES = `
  CREATE TABLE etat (cle TEXT PRIMARY KEY, valeur TEXT NOT NULL);
  CREATE TABLE etablissement (
    cle TEXT PRIMARY KEY, code TEXT NOT NULL, autorite TEXT NOT NULL, passe INTEGER NOT NULL, a_lire INTEGER NOT NULL,
    lu_le TEXT, unites INTEGER, erreur TEXT);
  CREATE INDEX etablissement_a_lire ON etablissement (cle) WHERE a_lire = 1;
  CREATE TABLE contenu (
    cle TEXT PRIMARY KEY, octets INTEGER NOT NULL, bilan TEXT NOT NULL, organisation TEXT NOT NULL,
    activite TEXT NOT NULL, organisationInterne TEXT NOT NULL, professionnel TEXT NOT NULL, equipement TEXT NOT NULL);
  CREATE TABLE exercice (professionnel TEXT NOT NULL, cle TEXT NOT NULL);
  CREATE INDEX exercice_cle ON exercice (cle);`;

/**
 * Opens the file of a mirror, made when absent. What a transaction has written survives the death of the process.
 *
 * @throws ErreurStore FORMAT_INCONNU
 */
export function ouvrirBaseMiroir(fichier: string): Database.Database {
  const base = new Database(fichier, { timeout: 10_000 });
  base.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000;');
  const { user_version: version } = base.prepare('PRAGMA user_version').get([]) as { user_version: number };
  if (version === FORMAT_MIROIR) return base;
  if (version > FORMAT_MIROIR) {
    base.close();
    throw new ErreurStore(
      'FORMAT_INCONNU',
      `${fichier} : format ${version}, écrit par une version plus récente (format connu : ${FORMAT_MIROIR}). ` +
        'Mettez l’adaptateur à jour, ou indiquez un autre dossier de données.',
    );
  }
  base.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${FORMAT_MIROIR}; COMMIT;`);
  return base;
}
