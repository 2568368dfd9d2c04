import { join } from 'node:path';
import Database from 'libsql';
import type { InfoGeneration } from '../ports/index.js';
import { ErreurStore, lireFichier } from './store-error.js';

/** Raised with each incompatible change of the files of a store. */
const FORMAT_STORE = 1;

/** A generation, with what tells whether a load would give the same one. */
export interface LigneGeneration extends InfoGeneration {
  /** Size of the source: another file is most often told by it alone. */
  octets: number;
  /** Codes (TRE_R30) that offers were placed among. */
  codesRegion: readonly string[];
}

const COLONNES = 'numero, date, source, empreinte, octets, codes_region, nombre_offres';

interface LigneSql {
  numero: number;
  date: string;
  source: string;
  empreinte: string;
  octets: number;
  codes_region: string;
  nombre_offres: number;
}

/** Which generations a store holds and which one is served. The greatest number is the current one. */
export class Catalogue {
  readonly fichier: string;
  readonly #base: Database.Database;
  readonly #lireNumero: Database.Statement;

  constructor(dossier: string) {
    this.fichier = join(dossier, 'catalogue.sqlite');
    this.#base = lireFichier(this.fichier, () => ouvrir(this.fichier));
    this.#lireNumero = this.#base.prepare('SELECT max(numero) AS numero FROM generation');
  }

  numeroCourant(): number | undefined {
    return lireFichier(this.fichier, () => (this.#lireNumero.get([]) as { numero: number | null }).numero ?? undefined);
  }

  courante(): LigneGeneration | undefined {
    return this.#toutes()[0];
  }

  /** Numbers of the generations held: the current one, and the one before for those who still read it. */
  numeros(): number[] {
    return this.#toutes().map(({ numero }) => numero);
  }

  /** Makes a generation the current one, in one durable transaction; forgets all but it and the one before. */
  basculer(generation: LigneGeneration): void {
    const { numero, date, source, empreinte, octets, codesRegion, nombreOffres } = generation;
    this.#base.exec('BEGIN IMMEDIATE');
    try {
      const avant = this.courante()?.numero ?? numero;
      this.#base.prepare('DELETE FROM generation WHERE numero < ?').run([avant]);
      this.#base
        .prepare(`INSERT INTO generation (${COLONNES}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
        .run([numero, date, source, empreinte, octets, codesRegion.join(' '), nombreOffres]);
      this.#base.exec('COMMIT');
    } catch (cause) {
      this.#base.exec('ROLLBACK');
      throw cause;
    }
  }

  close(): void {
    this.#base.close();
  }

  #toutes(): LigneGeneration[] {
    const lignes = lireFichier(this.fichier, () =>
      this.#base.prepare(`SELECT ${COLONNES} FROM generation ORDER BY numero DESC`).all([]),
    ) as LigneSql[];
    return lignes.map(({ numero, date, source, empreinte, octets, codes_region, nombre_offres }) => ({
      numero,
      date,
      source,
      empreinte,
      octets,
      codesRegion: codes_region.split(' '),
      nombreOffres: nombre_offres,
    }));
  }
}

function ouvrir(fichier: string): Database.Database {
  const base = new Database(fichier, { timeout: 10_000 });
  base.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  const version = (base.prepare('PRAGMA user_version').get([]) as { user_version: number }).user_version;
  if (version > FORMAT_STORE) {
    throw new ErreurStore(
      'FORMAT_INCONNU',
      `${fichier} : format ${version}, écrit par une version plus récente (format connu : ${FORMAT_STORE}). ` +
        'Mettez l’adaptateur à jour, ou indiquez un autre dossier de données.',
    );
  }
  if (version < FORMAT_STORE) {
    base.exec(
      `BEGIN IMMEDIATE;
       CREATE TABLE IF NOT EXISTS generation (
         numero INTEGER PRIMARY KEY, date TEXT NOT NULL, source TEXT NOT NULL, empreinte TEXT NOT NULL,
         octets INTEGER NOT NULL, codes_region TEXT NOT NULL, nombre_offres INTEGER NOT NULL);
       PRAGMA user_version = ${FORMAT_STORE};
       COMMIT;`,
    );
  }
  return base;
}
