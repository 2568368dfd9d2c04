import { cleCode } from '@inter-ror/nomenclatures';
import { nomenclaturesDe } from '../assembly/index.js';
import {
  Concepts,
  type DatesOpposition,
  type GenerationServie,
  nomGeneration,
  servirGeneration,
} from '../graphql/index.js';
import { charger, ErreurChargement, formatRapport, type Surveillance, surveillerFichier } from '../ingest/index.js';
import { OfferIndex } from '../offer-index/index.js';
import type { InfoGeneration } from '../ports/index.js';
import { openStore, type RapportChargement, type Store } from '../store/index.js';
import type { AdapterOptions } from './adapter-options.js';
import { Generations } from './generations.js';
import { lireOppositions } from './oppositions-file.js';

const CHAMPS_MAX = 50;
const OCTETS_CACHE = 64 << 20;
/** Between two looks at the store, for a generation that another process made there. */
const INTERVALLE_STORE_MS = 2_000;

/**
 * Keeps an adapter on the last generation of its store: the one found at the start, those of its own loads,
 * those that `inter-ror adapter load` makes beside it.
 */
export class Loads {
  readonly generations = new Generations();
  readonly #options: AdapterOptions;
  readonly #store: Store;
  readonly #concepts: Concepts;
  readonly #abandon = new AbortController();
  #file: Promise<unknown> = Promise.resolve();
  #surveillance: Surveillance | undefined;
  #oppositions: DatesOpposition;
  #regardOppositions: Surveillance | undefined;
  #regard: NodeJS.Timeout | undefined;
  #dernierEchec: string | null = null;

  /** @throws ErreurStore, ErreurOppositions */
  constructor(options: AdapterOptions) {
    this.#options = options;
    this.#oppositions = options.oppositions === undefined ? new Map() : lireOppositions(options.oppositions);
    this.#concepts = new Concepts(nomenclaturesDe(options.nomenclatures));
    this.#store = openStore(options.storeDir, {
      octetsCache: this.#octets / 2,
      nomenclatures: options.nomenclatures,
    });
    try {
      this.#servirCourante();
    } catch (cause) {
      this.#store.close();
      throw cause;
    }
  }

  /** Code of the last load that failed since the last that did not; `null` when none did. */
  get dernierEchec(): string | null {
    return this.#dernierEchec;
  }

  /** Report of the load that made the current generation. */
  rapport(): RapportChargement | undefined {
    return this.#store.rapportCourant();
  }

  /** Offers of the current generation, by champ d’activité, whoever may see them. */
  offresParChamp(): { code: string; libelle: string | null; offres: number }[] {
    const index = this.generations.courante?.vue(1).index;
    return nomenclaturesDe(this.#options.nomenclatures)
      .chercher('R227', '', CHAMPS_MAX)
      .map(({ code, libelle }) => ({
        code,
        libelle,
        offres: index?.compter({ sorte: 'codes', liste: 'champActivite', cles: [cleCode(code)] }) ?? 0,
      }));
  }

  /** Loads the configured file when it is not the one served, then watches it. */
  async demarrer(): Promise<void> {
    const { source, oppositions } = this.#options;
    if (oppositions !== undefined) {
      this.#regardOppositions = surveillerFichier(oppositions, () => this.#relireOppositions(oppositions));
    }
    this.#regard = setInterval(() => this.#regarderStore(), INTERVALLE_STORE_MS).unref();
    if (source === undefined) return;
    if (source.surveiller) {
      this.#surveillance = surveillerFichier(source.fichier, () => this.#chargerSansLever(source.fichier));
    }
    await this.#chargerSansLever(source.fichier);
  }

  /** One load at a time, in the order asked. */
  charger(fichier: string, forcer: boolean): Promise<RapportChargement> {
    const tour = this.#file.then(() => this.#charger(fichier, forcer));
    this.#file = tour.catch(() => {});
    return tour;
  }

  async close(): Promise<void> {
    clearInterval(this.#regard);
    this.#surveillance?.close();
    this.#regardOppositions?.close();
    this.#abandon.abort();
    await this.#file;
    this.generations.close();
    this.#store.close();
  }

  async #charger(fichier: string, forcer: boolean): Promise<RapportChargement> {
    const { storeDir, codes, seuilReduction, nomenclatures, logger } = this.#options;
    let segment: { generation: InfoGeneration; octets: ArrayBuffer } | undefined;
    try {
      const rapport = await charger({
        storeDir,
        fichier,
        codesRegion: codes,
        forcer,
        ...(nomenclatures === undefined ? {} : { nomenclatures }),
        ...(seuilReduction === undefined ? {} : { seuilReduction }),
        signal: this.#abandon.signal,
        surGeneration: (generation, octets) => {
          segment = { generation, octets };
        },
      });
      if (rapport.statut === 'CHARGE') this.#servirCourante(segment);
      this.#dernierEchec = null;
      logger.info({ rapport: formatRapport(rapport) }, 'chargement terminé');
      return rapport;
    } catch (err) {
      this.#dernierEchec = err instanceof ErreurChargement ? err.code : 'INTERNE';
      throw err;
    }
  }

  async #chargerSansLever(fichier: string): Promise<void> {
    try {
      await this.charger(fichier, false);
    } catch (err) {
      if (this.#abandon.signal.aborted) return;
      this.#options.logger.error({ err, fichier }, 'chargement refusé : ce qui était servi le reste');
    }
  }

  #relireOppositions(fichier: string): void {
    try {
      this.#oppositions = lireOppositions(fichier);
      this.generations.courante?.opposer(this.#oppositions);
      this.#options.logger.info({ nombre: this.#oppositions.size }, 'refus de diffusion relus');
    } catch (err) {
      this.#options.logger.error({ err, fichier }, 'refus de diffusion illisibles : ceux d’avant restent');
    }
  }

  #regarderStore(): void {
    try {
      if (this.#store.numeroCourant() !== this.generations.courante?.lecteur.info.numero) this.#servirCourante();
    } catch (err) {
      this.#options.logger.error({ err }, 'génération illisible : ce qui était servi le reste');
    }
  }

  /** @param pret index segment of a generation just made, when it is at hand */
  #servirCourante(pret?: { generation: InfoGeneration; octets: ArrayBuffer }): void {
    const lecteur = this.#store.generationCourante();
    if (lecteur === undefined || lecteur.info.numero === this.generations.courante?.lecteur.info.numero) {
      lecteur?.close();
      return;
    }
    let servie: GenerationServie;
    try {
      const segment = pret?.generation.numero === lecteur.info.numero ? pret.octets : lecteur.segment();
      servie = servirGeneration(lecteur, OfferIndex.depuis(segment), {
        instance: this.#options,
        nomenclatures: nomenclaturesDe(this.#options.nomenclatures),
        concepts: this.#concepts,
        octetsFragments: this.#octets / 2,
        oppositions: this.#oppositions,
      });
    } catch (cause) {
      lecteur.close();
      throw cause;
    }
    this.generations.remplacer(servie);
    const { info } = lecteur;
    this.#options.logger.info({ generation: nomGeneration(info), offres: info.nombreOffres }, 'génération servie');
  }

  get #octets(): number {
    return this.#options.octetsCache ?? OCTETS_CACHE;
  }
}
