import type Database from 'libsql';

export type ValeurSql = string | number | null;

const LIGNES_PAR_APPEL = 64;

/** Inserts rows of a table by blocks: one call of the library costs more than one row. */
export class BatchInsert {
  readonly #base: Database.Database;
  readonly #debut: string;
  readonly #ligne: string;
  readonly #colonnes: number;
  readonly #bloc: Database.Statement;
  #valeurs: ValeurSql[] = [];

  constructor(base: Database.Database, table: string, colonnes: readonly string[]) {
    this.#base = base;
    this.#colonnes = colonnes.length;
    this.#ligne = `(${colonnes.map(() => '?').join(',')})`;
    this.#debut = `INSERT INTO ${table} (${colonnes.join(',')}) VALUES `;
    this.#bloc = this.#preparer(LIGNES_PAR_APPEL);
  }

  ajouter(...ligne: ValeurSql[]): void {
    this.#valeurs.push(...ligne);
    if (this.#valeurs.length < LIGNES_PAR_APPEL * this.#colonnes) return;
    this.#bloc.run(this.#valeurs);
    this.#valeurs = [];
  }

  /** Writes the rows that wait for their block. */
  vider(): void {
    if (this.#valeurs.length === 0) return;
    this.#preparer(this.#valeurs.length / this.#colonnes).run(this.#valeurs);
    this.#valeurs = [];
  }

  #preparer(lignes: number): Database.Statement {
    return this.#base.prepare(this.#debut + Array(lignes).fill(this.#ligne).join(','));
  }
}
