import { pathToFileURL } from 'node:url';
import {
  cleIdentifiant,
  type Organisation,
  type OrganisationInterne,
  type Professionnel,
} from '@inter-ror/exposure-model';
import Database from 'libsql';
import { LRUCache } from 'lru-cache';
import { cleProfessionnel, nomenclaturesDe, reconstruireSegment } from '../assembly/index.js';
import { OfferIndex, SegmentIllisibleError } from '../offer-index/index.js';
import type { DocumentOffre, InfoGeneration, LecteurGeneration, ReperesGeneration } from '../ports/index.js';
import { fichiersGeneration } from './generation-files.js';
import { cleRecherche } from './generation-schema.js';
import type { RapportChargement } from './load-report.js';
import { lireReperes, REQUETES_REPERES } from './record-dates.js';
import { lireSegment, remplacerSegment } from './segment-file.js';
import { ErreurStore, lireFichier } from './store-error.js';

const REQUETES = {
  offre: `SELECT o.json AS offre, u.json AS unite
          FROM offre o JOIN organisation_interne u ON u.rang = o.unite WHERE o.ordinal = ?`,
  ordinal: 'SELECT ordinal AS valeur FROM offre WHERE id = ?',
  organisations: 'SELECT id AS valeur FROM organisation ORDER BY rang',
  organisationsInternes: 'SELECT id AS valeur FROM organisation_interne ORDER BY rang',
  professionnels: 'SELECT id AS valeur FROM professionnel ORDER BY rang',
  organisation: 'SELECT json FROM organisation WHERE id = ?',
  organisationInterne: 'SELECT json FROM organisation_interne WHERE id = ?',
  professionnel: 'SELECT json FROM professionnel WHERE id = ?',
  identifiant: 'SELECT id AS valeur FROM identifiant WHERE cle = ? ORDER BY rowid',
  sites: 'SELECT id AS valeur FROM organisation WHERE entite_juridique = ? ORDER BY rang',
  enfants: 'SELECT id AS valeur FROM enfant WHERE au_dessus = ? ORDER BY rowid',
  offresDuSite: 'SELECT ordinal AS valeur FROM offre WHERE site = ? ORDER BY ordinal',
  offresDuProfessionnel: 'SELECT ordinal AS valeur FROM exercice WHERE professionnel = ? ORDER BY ordinal',
  info: 'SELECT valeur FROM info WHERE cle = ?',
  ...REQUETES_REPERES,
} as const;

/** Size of a parsed record for one character of its JSON, measured on real records: objects, keys shared. */
const OCTETS_PAR_CARACTERE = 3;

/** Opens the file of a committed generation to read it. Records given are shared: they must not be changed. */
export class GenerationReader implements LecteurGeneration {
  readonly info: InfoGeneration;
  readonly #fichier: string;
  readonly #fichierSegment: string;
  readonly #base: Database.Database;
  readonly #requetes: Record<keyof typeof REQUETES, Database.Statement>;
  readonly #nomenclatures: string | undefined;
  readonly #cache: LRUCache<string, object>;
  #reperes: ReperesGeneration | undefined;

  /**
   * @param octetsCache bound of the cache of records, bytes
   * @param nomenclatures folder of imported tables
   * @throws ErreurStore FICHIER_ENDOMMAGE
   */
  constructor(dossier: string, info: InfoGeneration, octetsCache: number, nomenclatures?: string) {
    const { base, segment } = fichiersGeneration(dossier, info.numero);
    this.info = info;
    this.#nomenclatures = nomenclatures;
    this.#fichier = base;
    this.#fichierSegment = segment;
    this.#cache = new LRUCache({ maxSize: octetsCache });
    this.#base = lireFichier(base, () => new Database(`${pathToFileURL(base).href}?mode=ro&immutable=1`));
    this.#requetes = lireFichier(base, () => this.#preparer());
    this.#verifier();
  }

  segment(): ArrayBuffer {
    const lu = lireSegment(this.#fichierSegment, this.info.numero);
    if (lu !== undefined && this.#estLisible(lu)) return lu;
    const refait = reconstruireSegment(this, nomenclaturesDe(this.#nomenclatures));
    remplacerSegment(this.#fichierSegment, this.info.numero, refait);
    return refait;
  }

  offre(ordinal: number): DocumentOffre {
    const cle = `offre:${ordinal}`;
    const connue = this.#cache.get(cle) as DocumentOffre | undefined;
    if (connue !== undefined) return connue;
    return lireFichier(this.#fichier, () => {
      const ligne = this.#requetes.offre.get([ordinal]) as { offre: string; unite: string } | undefined;
      if (ligne === undefined) {
        throw new ErreurStore(
          'OFFRE_ABSENTE',
          `${this.#fichier} : pas d'offre de rang ${ordinal} (${this.info.nombreOffres} offres).`,
        );
      }
      const document = JSON.parse(ligne.offre) as DocumentOffre;
      document.unite = JSON.parse(ligne.unite) as OrganisationInterne;
      this.#garder(cle, document, ligne.offre.length + ligne.unite.length);
      return document;
    });
  }

  ordinalDe(idOffre: string): number | undefined {
    return this.#liste<number>('ordinal', idOffre)[0];
  }

  organisation(id: string): Organisation | undefined {
    return this.#record<Organisation>('organisation', id);
  }

  organisations(): string[] {
    return this.#liste('organisations');
  }

  organisationsInternes(): string[] {
    return this.#liste('organisationsInternes');
  }

  professionnels(): string[] {
    return this.#liste('professionnels');
  }

  organisationInterne(id: string): OrganisationInterne | undefined {
    return this.#record<OrganisationInterne>('organisationInterne', id);
  }

  professionnel(id: string): Professionnel | undefined {
    return this.#record<Professionnel>('professionnel', id);
  }

  organisationsParIdentifiant(sorte: 'EJ' | 'EG', champ: 'numFINESS' | 'idNatStruct', valeur: string): string[] {
    const cle = cleIdentifiant(valeur);
    return this.#liste('identifiant', cleRecherche(sorte, champ, cle));
  }

  professionnelsParIdentifiant(idNatPS: string): string[] {
    return this.#liste('identifiant', cleRecherche('PS', 'idNatPS', cleProfessionnel(idNatPS)));
  }

  sitesDe(entiteJuridiqueId: string): string[] {
    return this.#liste('sites', entiteJuridiqueId);
  }

  enfantsDe(id: string): string[] {
    return this.#liste('enfants', id);
  }

  offresDuSite(entiteGeographiqueId: string): number[] {
    return this.#liste('offresDuSite', entiteGeographiqueId);
  }

  offresDuProfessionnel(professionnelId: string): number[] {
    return this.#liste('offresDuProfessionnel', professionnelId);
  }

  reperes(): ReperesGeneration {
    this.#reperes ??= lireFichier(this.#fichier, () => lireReperes((requete) => this.#requetes[requete].all([])));
    return this.#reperes;
  }

  /** The report of the load that made the generation. */
  rapport(): RapportChargement {
    return this.#info<RapportChargement>('rapport');
  }

  close(): void {
    this.#cache.clear();
    this.#base.close();
  }

  #estLisible(segment: ArrayBuffer): boolean {
    try {
      return OfferIndex.depuis(segment).taille === this.info.nombreOffres;
    } catch (cause) {
      if (cause instanceof SegmentIllisibleError) return false;
      throw cause;
    }
  }

  #preparer(): Record<keyof typeof REQUETES, Database.Statement> {
    const entrees = Object.entries(REQUETES).map(([nom, sql]) => [nom, this.#base.prepare(sql)]);
    return Object.fromEntries(entrees) as Record<keyof typeof REQUETES, Database.Statement>;
  }

  #verifier(): void {
    const { numero, empreinte } = this.#info<InfoGeneration>('generation');
    if (numero !== this.info.numero || empreinte !== this.info.empreinte) {
      throw new ErreurStore(
        'FICHIER_ENDOMMAGE',
        `${this.#fichier} : ce fichier n'est pas celui de la génération ${this.info.numero} du catalogue. ` +
          `Remettez le bon fichier, ou supprimez ce dossier de données et chargez de nouveau l'export de la région.`,
      );
    }
  }

  #info<T>(cle: string): T {
    return lireFichier(this.#fichier, () => {
      const ligne = this.#requetes.info.get([cle]) as { valeur: string } | undefined;
      return JSON.parse(ligne?.valeur ?? '') as T;
    });
  }

  #record<T extends object>(
    table: 'organisation' | 'organisationInterne' | 'professionnel',
    id: string,
  ): T | undefined {
    const cle = `${table}:${id}`;
    const connu = this.#cache.get(cle) as T | undefined;
    if (connu !== undefined) return connu;
    return lireFichier(this.#fichier, () => {
      const ligne = this.#requetes[table].get([id]) as { json: string } | undefined;
      if (ligne === undefined) return undefined;
      const valeur = JSON.parse(ligne.json) as T;
      this.#garder(cle, valeur, ligne.json.length);
      return valeur;
    });
  }

  #garder(cle: string, valeur: object, caracteres: number): void {
    this.#cache.set(cle, valeur, { size: caracteres * OCTETS_PAR_CARACTERE });
  }

  #liste<T extends string | number>(requete: keyof typeof REQUETES, ...cles: string[]): T[] {
    return lireFichier(this.#fichier, () =>
      (this.#requetes[requete].all(cles) as { valeur: T }[]).map(({ valeur }) => valeur),
    );
  }
}
