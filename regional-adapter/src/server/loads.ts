import type { OrganisationInterne } from '@inter-ror/exposure-model';
import { cleCode } from '@inter-ror/nomenclatures';
import { stateAfterBeds } from '@inter-ror/region-state';
import { nomenclaturesDe } from '../assembly/index.js';
import { Concepts, type DatesOpposition, nomGeneration, servirGeneration } from '../graphql/index.js';
import {
  charger,
  type DemandeChargement,
  ErreurChargement,
  formatRapport,
  type Surveillance,
  surveillerFichier,
} from '../ingest/index.js';
import { Miroir } from '../mirror/index.js';
import type { InfoGeneration } from '../ports/index.js';
import {
  CONCURRENCE,
  type EtatSynchronisation,
  PILOTES,
  type ReglagesSolution,
  RYTHMES,
  Synchronisation,
} from '../solutions/index.js';
import { StateFeed } from '../state/index.js';
import { openStore, type RapportChargement, type Store } from '../store/index.js';
import { type ServedState, UpdatableGeneration } from '../updates/index.js';
import type { AdapterOptions } from './adapter-options.js';
import { Generations } from './generations.js';
import { lireOppositions } from './oppositions-file.js';

const CHAMPS_MAX = 50;
const OCTETS_CACHE = 64 << 20;
const SEUIL_REDUCTION = 0.3;
/** Between two looks at the store, for a generation that another process made there. */
const INTERVALLE_STORE_MS = 2_000;

/**
 * Keeps an adapter on the last generation of its store: the one found at the start, those of its own loads,
 * those that `inter-ror adapter load` makes beside it.
 */
export class Loads {
  readonly generations = new Generations();
  /** What is served, told at each change. */
  readonly feed: StateFeed;
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
  #vivante: UpdatableGeneration | undefined;
  #synchronisation: Synchronisation | undefined;

  /** @throws ErreurStore, ErreurOppositions */
  constructor(options: AdapterOptions) {
    this.#options = options;
    this.feed = new StateFeed(options.codes, () => this.generations.courante);
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

  /** Those who refuse public diffusion, as last read. */
  get oppositions(): DatesOpposition {
    return this.#oppositions;
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
    if ('solution' in source) return this.#synchroniser(source.solution);
    if (source.surveiller) {
      this.#surveillance = surveillerFichier(source.fichier, () => this.#chargerSansLever(source.fichier));
    }
    await this.#chargerSansLever(source.fichier);
  }

  /** Where the synchronisation with a live solution stands; undefined when the source is not one. */
  synchronisation(): EtatSynchronisation | undefined {
    return this.#synchronisation?.etat();
  }

  /** One load at a time, in the order asked. */
  charger(fichier: string, forcer: boolean, miroir?: DemandeChargement['miroir']): Promise<RapportChargement> {
    const tour = this.#file.then(() => this.#charger(fichier, forcer, miroir));
    this.#file = tour.catch(() => {});
    return tour;
  }

  async close(): Promise<void> {
    clearInterval(this.#regard);
    this.#surveillance?.close();
    this.#regardOppositions?.close();
    this.#abandon.abort();
    await this.#synchronisation?.close();
    await this.#file;
    this.generations.close();
    this.#store.close();
  }

  async #charger(fichier: string, forcer: boolean, miroir: DemandeChargement['miroir']): Promise<RapportChargement> {
    const { storeDir, codes, seuilReduction, nomenclatures, logger } = this.#options;
    let segment: { generation: InfoGeneration; octets: ArrayBuffer } | undefined;
    try {
      const rapport = await charger({
        storeDir,
        fichier,
        codesRegion: codes,
        forcer,
        ...(miroir === undefined ? {} : { miroir }),
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

  #synchroniser(reglages: ReglagesSolution): Promise<void> {
    const { storeDir, solution: nom, nomenclatures, seuilReduction = SEUIL_REDUCTION, logger } = this.#options;
    const miroir = new Miroir(storeDir);
    const solution = PILOTES[nom ?? 'IESS'](reglages, nomenclaturesDe(nomenclatures));
    this.#synchronisation = new Synchronisation({
      solution,
      miroir,
      rythmes: { ...RYTHMES, ...reglages.rythmes },
      concurrence: reglages.concurrence ?? CONCURRENCE,
      seuilReduction,
      publier: async () => void (await this.charger(miroir.fichier, false, { solution: solution.nom })),
      servirCapacites: (unites) => this.#remplacerUnites(unites),
      surEchec: (echec) => logger.error(echec, 'synchronisation interrompue : ce qui était servi le reste'),
    });
    return this.#synchronisation.demarrer();
  }

  /** Serves units of which only beds changed, without a new generation. */
  #remplacerUnites(unites: readonly OrganisationInterne[]): void {
    if (this.#vivante === undefined || this.#vivante.replace(unites) === 0) return;
    const { etat } = this.generations.courante!;
    this.#servir(this.#vivante.state(), stateAfterBeds(etat));
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
      this.feed.changed();
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
    try {
      const segment = pret?.generation.numero === lecteur.info.numero ? pret.octets : lecteur.segment();
      const vivante = new UpdatableGeneration(lecteur, segment, nomenclaturesDe(this.#options.nomenclatures));
      this.#servir(vivante.state());
      this.#vivante = vivante;
    } catch (cause) {
      lecteur.close();
      throw cause;
    }
    const { info } = lecteur;
    this.#options.logger.info({ generation: nomGeneration(info), offres: info.nombreOffres }, 'génération servie');
  }

  /** @param nom of the state @default one that no state has had */
  #servir({ reader, index }: ServedState, nom?: string): void {
    let premier = nom;
    const servie = servirGeneration(reader, index, {
      instance: this.#options,
      nomenclatures: nomenclaturesDe(this.#options.nomenclatures),
      concepts: this.#concepts,
      octetsFragments: this.#octets / 2,
      oppositions: this.#oppositions,
      nommerEtat: () => {
        const etat = premier ?? this.feed.name();
        premier = undefined;
        return etat;
      },
    });
    this.generations.remplacer(servie);
    this.feed.changed();
  }

  get #octets(): number {
    return this.#options.octetsCache ?? OCTETS_CACHE;
  }
}
