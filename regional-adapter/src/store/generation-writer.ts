import { existsSync, rmSync } from 'node:fs';
import Database from 'libsql';
import type { DocumentOffre, InfoGeneration } from '../ports/index.js';
import { BatchInsert } from './batch-insert.js';
import type { Catalogue } from './catalogue.js';
import { type FichiersGeneration, fichiersGeneration, nettoyer, publier, synchroniser } from './generation-files.js';
import { cleRecherche, INDEX_GENERATION, TABLES_ETAPE, TABLES_GENERATION } from './generation-schema.js';
import type { RapportChargement } from './load-report.js';
import { ecrireSegment } from './segment-file.js';
import type { WriteLock } from './write-lock.js';

/** What the commit of a generation takes. */
export interface Validation {
  /** SHA-256 of the source, lower-case hex. */
  empreinte: string;
  octets: number;
  codesRegion: readonly string[];
  nombreOffres: number;
  segment: ArrayBuffer;
  /** The report of the load, once its generation has its number and date. */
  rapport: (generation: InfoGeneration) => RapportChargement;
}

type TableEtape = 'unite' | 'activite' | 'equipement';

/** An offer to store: its document without its unit, its activities and equipment as JSON. */
export interface OffreAssemblee extends Omit<DocumentOffre, 'unite' | 'activites' | 'equipements'> {
  activites: readonly string[];
  equipements: readonly string[];
}

/**
 * A generation under construction: files of their own, built without journal, invisible until `valider`.
 * Memory stays bounded whatever the size: records wait in the files, not in the process.
 */
export class GenerationEnCours {
  readonly numero: number;
  readonly #dossier: string;
  readonly #source: string;
  readonly #fichiers: FichiersGeneration;
  readonly #catalogue: Catalogue;
  readonly #verrou: WriteLock;
  readonly #base: Database.Database;
  readonly #lots: Record<
    | 'organisation'
    | 'organisationInterne'
    | 'professionnel'
    | 'offre'
    | 'enfant'
    | 'identifiant'
    | 'exercice'
    | 'uniteEtape'
    | 'activiteEtape'
    | 'equipementEtape'
    | 'exerciceEtape',
    BatchInsert
  >;
  #finie = false;

  constructor(dossier: string, source: string, catalogue: Catalogue, verrou: WriteLock) {
    this.#dossier = dossier;
    this.#source = source;
    this.#catalogue = catalogue;
    this.#verrou = verrou;
    this.numero = (catalogue.numeroCourant() ?? 0) + 1;
    this.#fichiers = fichiersGeneration(dossier, this.numero);
    nettoyer(dossier, catalogue.numeros());
    this.#base = creerBase(this.#fichiers);
    const lot = (table: string, ...colonnes: string[]) => new BatchInsert(this.#base, table, colonnes);
    this.#lots = {
      organisation: lot('organisation', 'rang', 'id', 'entite_juridique', 'json'),
      organisationInterne: lot('organisation_interne', 'rang', 'id', 'json'),
      professionnel: lot('professionnel', 'rang', 'id', 'json'),
      offre: lot('offre', 'ordinal', 'id', 'unite', 'site', 'json'),
      enfant: lot('enfant', 'au_dessus', 'id'),
      identifiant: lot('identifiant', 'cle', 'id'),
      exercice: lot('exercice', 'professionnel', 'ordinal'),
      uniteEtape: lot('etape.unite', 'rang', 'json'),
      activiteEtape: lot('etape.activite', 'rang', 'json'),
      equipementEtape: lot('etape.equipement', 'rang', 'json'),
      exerciceEtape: lot('etape.exercice', 'unite', 'professionnel'),
    };
  }

  ajouterOrganisation(rang: number, id: string, entiteJuridiqueId: string | null, json: string): void {
    this.#lots.organisation.ajouter(rang, id, entiteJuridiqueId, json);
  }

  ajouterOrganisationInterne(rang: number, id: string, json: string): void {
    this.#lots.organisationInterne.ajouter(rang, id, json);
  }

  ajouterProfessionnel(rang: number, id: string, json: string): void {
    this.#lots.professionnel.ajouter(rang, id, json);
  }

  /** Keeps what a unit says by itself until the offers are assembled. */
  ajouterFicheUnite(rang: number, json: string): void {
    this.#lots.uniteEtape.ajouter(rang, json);
  }

  /** Keeps an activity until the offers are assembled. */
  ajouterActivite(rang: number, json: string): void {
    this.#lots.activiteEtape.ajouter(rang, json);
  }

  /** Keeps an equipment until the offers are assembled. */
  ajouterEquipement(rang: number, json: string): void {
    this.#lots.equipementEtape.ajouter(rang, json);
  }

  /** Keeps the fact that a professional practises in a unit until the offers are assembled. */
  ajouterExercice(uniteId: string, professionnelId: string): void {
    this.#lots.exerciceEtape.ajouter(uniteId, professionnelId);
  }

  /** Makes an organisation or a professional findable by an identifier. */
  ajouterIdentifiant(sorte: 'EJ' | 'EG' | 'PS', champ: string, valeur: string, id: string): void {
    this.#lots.identifiant.ajouter(cleRecherche(sorte, champ, valeur), id);
  }

  /** Places an internal organisation right below a site or another internal organisation. */
  ajouterEnfant(auDessus: string, id: string): void {
    this.#lots.enfant.ajouter(auDessus, id);
  }

  /** @param rangUnite rank at which the unit's own record was added */
  ajouterOffre(offre: OffreAssemblee, rangUnite: number): void {
    const { ordinal, id, region, activites, equipements, parents, professionnelIds, latitude, longitude } = offre;
    const { entiteGeographiqueId, entiteJuridiqueId } = offre;
    const reste = { parents, entiteGeographiqueId, entiteJuridiqueId, professionnelIds, latitude, longitude };
    const debut = JSON.stringify({ ordinal, id, region, ...reste });
    const json = `${debut.slice(0, -1)},"activites":[${activites.join()}],"equipements":[${equipements.join()}]}`;
    this.#lots.offre.ajouter(ordinal, id, rangUnite, entiteGeographiqueId, json);
    for (const professionnelId of professionnelIds) this.#lots.exercice.ajouter(professionnelId, ordinal);
  }

  /** Ends the reading: what was kept may be read again. */
  finirLecture(): void {
    this.#vider();
    this.#base.exec('CREATE INDEX etape.exercice_unite ON exercice (unite)');
  }

  /** JSON of the records kept until the offers are assembled, by rank. */
  relire(table: TableEtape, rangs: readonly number[]): Map<number, string> {
    if (rangs.length === 0) return new Map();
    const lignes = this.#base
      .prepare(`SELECT rang, json FROM etape.${table} WHERE rang IN (SELECT value FROM json_each(?))`)
      .all([JSON.stringify(rangs)]) as { rang: number; json: string }[];
    return new Map(lignes.map(({ rang, json }) => [rang, json]));
  }

  /** Ids of the professionals who practise in units, by id of unit, in the order of the export. */
  professionnels(uniteIds: readonly string[]): Map<string, string[]> {
    const lignes = this.#base
      .prepare(
        `SELECT unite, professionnel FROM etape.exercice
         WHERE unite IN (SELECT value FROM json_each(?)) ORDER BY rang`,
      )
      .all([JSON.stringify(uniteIds)]) as { unite: string; professionnel: string }[];
    const parUnite = new Map<string, string[]>();
    for (const { unite, professionnel } of lignes) {
      const liste = parUnite.get(unite);
      if (liste === undefined) parUnite.set(unite, [professionnel]);
      else if (!liste.includes(professionnel)) liste.push(professionnel);
    }
    return parUnite;
  }

  /** Takes back records that turned out not to be exposed. */
  retirer(table: 'organisation' | 'organisation_interne', rangs: readonly number[]): void {
    this.#vider();
    const retirer = this.#base.prepare(`DELETE FROM ${table} WHERE rang IN (SELECT value FROM json_each(?))`);
    for (let debut = 0; debut < rangs.length; debut += 1000) {
      retirer.run([JSON.stringify(rangs.slice(debut, debut + 1000))]);
    }
  }

  /**
   * Makes the generation durable, then current, at once: a crash before the last step leaves the one before.
   * The object can no longer be used.
   */
  valider({ empreinte, octets, codesRegion, nombreOffres, segment, rapport }: Validation): RapportChargement {
    const generation: InfoGeneration = {
      numero: this.numero,
      date: new Date().toISOString(),
      source: this.#source,
      empreinte,
      nombreOffres,
    };
    this.#vider();
    this.#base.exec(INDEX_GENERATION);
    const final = rapport(generation);
    const info = this.#base.prepare('INSERT INTO info (cle, valeur) VALUES (?, ?)');
    info.run(['generation', JSON.stringify(generation)]);
    info.run(['rapport', JSON.stringify(final)]);
    this.#base.exec('COMMIT');
    this.#fermerBase();
    ecrireSegment(this.#fichiers.segmentTemporaire, this.numero, segment);
    publier(this.#fichiers.baseTemporaire, this.#fichiers.base);
    publier(this.#fichiers.segmentTemporaire, this.#fichiers.segment);
    synchroniser(this.#dossier);
    this.#catalogue.basculer({ ...generation, octets, codesRegion });
    this.#terminer();
    return final;
  }

  /** Leaves everything as it was. May be called after any failure, and twice. */
  abandonner(): void {
    if (this.#finie) return;
    this.#fermerBase();
    this.#terminer();
  }

  #terminer(): void {
    this.#finie = true;
    try {
      nettoyer(this.#dossier, this.#catalogue.numeros());
    } finally {
      this.#verrou.rendre();
    }
  }

  #fermerBase(): void {
    if (!this.#base.open) return;
    this.#base.exec('PRAGMA shrink_memory');
    this.#base.close();
  }

  #vider(): void {
    for (const lot of Object.values(this.#lots)) lot.vider();
  }
}

/** Opens the files of a new generation. No journal: they are thrown away unless they are finished. */
function creerBase(fichiers: FichiersGeneration): Database.Database {
  for (const fichier of [fichiers.baseTemporaire, fichiers.etape]) {
    if (existsSync(fichier)) rmSync(fichier);
  }
  const base = new Database(fichiers.baseTemporaire);
  base.exec(
    'PRAGMA page_size = 32768; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;',
  );
  base.prepare('ATTACH DATABASE ? AS etape').run([fichiers.etape]);
  base.exec(
    'PRAGMA etape.journal_mode = OFF; PRAGMA etape.synchronous = OFF; PRAGMA etape.cache_size = -8000; BEGIN IMMEDIATE',
  );
  base.exec(TABLES_GENERATION + TABLES_ETAPE);
  return base;
}
