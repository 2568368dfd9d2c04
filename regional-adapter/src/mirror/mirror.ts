import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Anomalie } from '@inter-ror/csd';
import type { Identifiant } from '@inter-ror/exposure-model';
import type Database from 'libsql';
import type { SorteEnregistrement } from '../store/index.js';
import { comparerContenus, type DifferenceContenu, type TextesContenu } from './compare-content.js';
import { type ContenuEtablissement, SORTES_CONTENU } from './establishment-content.js';
import { type EchecEtablissement, type EchecLecture, echecsDe } from './failures.js';
import { ouvrirBaseMiroir } from './mirror-schema.js';

/** Name of a mirror in the folder of an adapter. */
const FICHIER_MIROIR = 'miroir.sqlite';

/** What the reading of an establishment found, kept with its records for the report of the loads made from them. */
export interface BilanLecture {
  lus: Record<SorteEnregistrement, number>;
  ecartes: Record<SorteEnregistrement, number>;
  /** The first ones. */
  anomalies: Anomalie[];
  /** Local codes without an exchange code. */
  sansCorrespondance: { oid: string; code: string; occurrences: number }[];
}

/** Where the synchronisation stands. */
export interface EtatMiroir {
  /** Digest of the settings under which the records were read. */
  reglages: string;
  /** Clock of the solution at the last listing: the next one asks what changed since. ISO 8601. */
  reference: string;
  /** Rank of the last full listing. */
  passe: number;
  /** Whether it has still to be brought to its end. */
  passeOuverte: boolean;
  /** End of the last full reading, ISO 8601; empty before the first. */
  derniereComplete: string;
}

export interface LignesMiroir {
  etablissements: number;
  aLire: number;
  enErreur: number;
}

const ETAT_INITIAL: EtatMiroir = { reglages: '', reference: '', passe: 0, passeOuverte: false, derniereComplete: '' };

/**
 * The durable copy of what a live solution said, establishment by establishment: a load makes a generation from it, and
 * a synchronisation that was interrupted goes on from what it had read.
 */
export class Miroir {
  readonly fichier: string;
  readonly #base: Database.Database;
  readonly #requetes = new Map<string, Database.Statement>();
  #etat: EtatMiroir;
  /** Readings of one transaction, and those of the one that is open. */
  #lot = 1;
  #enAttente = 0;

  /** @throws ErreurStore FORMAT_INCONNU */
  constructor(dossier: string) {
    mkdirSync(dossier, { recursive: true, mode: 0o700 });
    this.fichier = join(dossier, FICHIER_MIROIR);
    this.#base = ouvrirBaseMiroir(this.fichier);
    this.#etat = { ...ETAT_INITIAL, ...(JSON.parse(this.#valeur('etat') ?? '{}') as Partial<EtatMiroir>) };
  }

  get etat(): Readonly<EtatMiroir> {
    return this.#etat;
  }

  /** Begins a full reading: everything listed is to be read. What is not listed goes at its end. */
  ouvrirPasse(listes: readonly Identifiant[], reference: string, reglages: string): void {
    const passe = this.#etat.passe + 1;
    this.#ensemble(() => {
      this.#lister(listes, passe);
      this.#garderEtat({ ...this.#etat, reglages, reference, passe, passeOuverte: true });
    });
  }

  /** Ends the full reading: what it did not list is removed. @returns how many establishments */
  fermerPasse(instant: string): number {
    return this.#ensemble(() => {
      const partis = this.#requete('SELECT cle FROM etablissement WHERE passe < ?').all([this.#etat.passe]) as {
        cle: string;
      }[];
      for (const { cle } of partis) {
        for (const table of ['etablissement', 'contenu', 'exercice']) {
          this.#requete(`DELETE FROM ${table} WHERE cle = ?`).run([cle]);
        }
      }
      if (partis.length > 0) this.#changer();
      this.#garderEtat({ ...this.#etat, passeOuverte: false, derniereComplete: instant });
      return partis.length;
    });
  }

  /** Takes note of what changed, with the date to ask from the next time: both are kept, or none. */
  noterChangements(listes: readonly Identifiant[], reference: string): void {
    this.#ensemble(() => {
      this.#lister(listes, this.#etat.passe);
      this.#garderEtat({ ...this.#etat, reference });
    });
  }

  /** What has still to be read, of the full reading or of the changes. */
  aLire(): Identifiant[] {
    return this.#requete('SELECT code AS valeur, autorite FROM etablissement WHERE a_lire = 1 ORDER BY cle').all(
      [],
    ) as Identifiant[];
  }

  /** Keeps what was read of an establishment in the place of what was known, whole or not at all. */
  ecrire(
    etablissement: Identifiant,
    contenu: ContenuEtablissement,
    unites: number,
    bilan: BilanLecture,
  ): DifferenceContenu {
    const cle = cleDe(etablissement);
    const textes = Object.fromEntries(SORTES_CONTENU.map((s) => [s, JSON.stringify(contenu[s])])) as TextesContenu;
    const difference = this.#dansLot(() => {
      const trouvee = comparerContenus(this.#textes(cle), contenu, textes);
      if (trouvee.change) {
        this.#remplacer(cle, contenu, textes, bilan);
        this.#changer();
      }
      this.#requete('UPDATE etablissement SET a_lire = 0, erreur = NULL, lu_le = ?, unites = ? WHERE cle = ?').run([
        new Date().toISOString(),
        unites,
        cle,
      ]);
      return trouvee;
    });
    if (this.#enAttente >= this.#lot) this.valider();
    return difference;
  }

  /** Keeps that many readings in one transaction, until `valider`: the death of the process loses no more of them. */
  grouper(lectures: number): void {
    this.valider();
    this.#lot = lectures;
  }

  /** Makes what was written durable. */
  valider(): void {
    if (this.#enAttente === 0) return;
    this.#enAttente = 0;
    this.#requete('COMMIT').run([]);
  }

  /**
   * Takes note that an establishment was not read well.
   *
   * @param reessayer it is to be read again
   */
  noterEchec(etablissement: Identifiant, code: string, message: string, reessayer: boolean): void {
    const cle = cleDe(etablissement);
    const avant = this.#requete('SELECT erreur FROM etablissement WHERE cle = ?').get([cle]) as
      | { erreur: string | null }
      | undefined;
    const ancien = avant?.erreur ? (JSON.parse(avant.erreur) as EchecLecture) : undefined;
    const depuis = ancien?.depuis ?? new Date().toISOString();
    const echec: EchecLecture = { code, message, depuis, essais: (ancien?.essais ?? 0) + 1 };
    this.#requete('UPDATE etablissement SET erreur = ?, a_lire = ? WHERE cle = ?').run([
      JSON.stringify(echec),
      reessayer ? 1 : 0,
      cle,
    ]);
  }

  /** Whether an establishment was read well at least once. */
  connait(etablissement: Identifiant): boolean {
    return this.#nombre('SELECT count(*) AS n FROM contenu WHERE cle = ?', [cleDe(etablissement)]) > 0;
  }

  /** Establishments that were not read well: the first ones. */
  echecs(): EchecEtablissement[] {
    return echecsDe(this.#base);
  }

  compter(): LignesMiroir {
    const { etablissements, aLire, enErreur } = this.#requete(
      `SELECT count(*) AS etablissements, ifnull(sum(a_lire), 0) AS aLire, count(erreur) AS enErreur
         FROM etablissement`,
    ).get([]) as LignesMiroir;
    return { etablissements, aLire, enErreur };
  }

  /** Establishments that the region would lack: to be read, and never read well. */
  jamaisLus(): number {
    return this.#nombre(
      'SELECT count(*) AS n FROM etablissement e WHERE NOT EXISTS (SELECT 1 FROM contenu c WHERE c.cle = e.cle)',
      [],
    );
  }

  close(): void {
    this.valider();
    this.#base.close();
  }

  #lister(listes: readonly Identifiant[], passe: number): void {
    const inscrire = this.#requete(
      `INSERT INTO etablissement (cle, code, autorite, passe, a_lire) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT (cle) DO UPDATE SET passe = excluded.passe, a_lire = 1`,
    );
    for (const e of listes) inscrire.run([cleDe(e), e.valeur, e.autorite, passe]);
  }

  #remplacer(cle: string, contenu: ContenuEtablissement, textes: TextesContenu, bilan: BilanLecture): void {
    const octets = SORTES_CONTENU.reduce((somme, sorte) => somme + textes[sorte].length, 0);
    this.#requete(
      `INSERT OR REPLACE INTO contenu (cle, octets, bilan, ${SORTES_CONTENU.join(', ')})
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run([cle, octets, JSON.stringify(bilan), ...SORTES_CONTENU.map((sorte) => textes[sorte])]);
    this.#requete('DELETE FROM exercice WHERE cle = ?').run([cle]);
    const exercer = this.#requete('INSERT INTO exercice (professionnel, cle) VALUES (?, ?)');
    for (const { id } of contenu.professionnel) exercer.run([id, cle]);
  }

  #textes(cle: string): TextesContenu | undefined {
    return this.#requete(`SELECT ${SORTES_CONTENU.join(', ')} FROM contenu WHERE cle = ?`).get([cle]) as
      | TextesContenu
      | undefined;
  }

  /** Every content has its own mark, so that a generation tells which one it was made from. */
  #changer(): void {
    this.#garder('contenu', createHash('sha256').update(randomUUID()).digest('hex'));
  }

  #garderEtat(etat: EtatMiroir): void {
    this.#garder('etat', JSON.stringify(etat));
    this.#etat = etat;
  }

  #garder(cle: string, valeur: string): void {
    this.#requete('INSERT OR REPLACE INTO etat (cle, valeur) VALUES (?, ?)').run([cle, valeur]);
  }

  #valeur(cle: string): string | undefined {
    const ligne = this.#requete('SELECT valeur FROM etat WHERE cle = ?').get([cle]) as { valeur: string } | undefined;
    return ligne?.valeur;
  }

  /** Runs writes that are kept together or not at all. */
  #ensemble<T>(ecrire: () => T): T {
    this.valider();
    const resultat = this.#dansLot(ecrire);
    this.valider();
    return resultat;
  }

  /** Runs writes in the transaction that is open; opens it first. */
  #dansLot<T>(ecrire: () => T): T {
    if (this.#enAttente === 0) this.#requete('BEGIN IMMEDIATE').run([]);
    this.#enAttente++;
    try {
      return ecrire();
    } catch (cause) {
      this.#enAttente = 0;
      this.#requete('ROLLBACK').run([]);
      throw cause;
    }
  }

  /** Prepared once: a first reading runs each of them thousands of times. */
  #requete(sql: string): Database.Statement {
    let requete = this.#requetes.get(sql);
    if (requete === undefined) {
      requete = this.#base.prepare(sql);
      this.#requetes.set(sql, requete);
    }
    return requete;
  }

  #nombre(sql: string, valeurs: (string | number)[]): number {
    return (this.#requete(sql).get(valeurs) as { n: number }).n;
  }
}

function cleDe({ autorite, valeur }: Identifiant): string {
  return `${autorite} ${valeur}`;
}
