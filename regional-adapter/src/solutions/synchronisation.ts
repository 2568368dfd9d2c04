import { setTimeout } from 'node:timers/promises';
import type { Identifiant, OrganisationInterne } from '@inter-ror/exposure-model';
import type { Miroir } from '../mirror/index.js';
import { lireEtablissements } from './read-establishments.js';
import { avecReprises, pauseApres } from './retry.js';
import type { RorSolution } from './ror-solution.js';
import type { Rythmes } from './settings.js';
import { ErreurSolution } from './solution-error.js';
import type { EtatSynchronisation, TacheSynchronisation } from './synchronisation-state.js';

/** A listing is asked from a little before the last one: what changed while it was being made is not lost. */
const RECOUVREMENT_MS = 10_000;
const PREMIERE_PAUSE_MS = 1_000;
/** Establishments of a full reading between two looks at the beds. */
const PAR_TRANCHE = 1_000;

export interface OptionsSynchronisation {
  solution: RorSolution;
  miroir: Miroir;
  rythmes: Rythmes;
  /** Establishments read at once. */
  concurrence: number;
  /** Share of the establishments that may be missing, from a list or from the readings, 0 to 1. */
  seuilReduction: number;
  /** Makes a generation of the mirror and serves it. */
  publier(): Promise<void>;
  /** Serves at once units of which only beds changed. */
  servirCapacites(unites: OrganisationInterne[]): void;
  surEchec(echec: { tache: TacheSynchronisation; code: string; message: string }): void;
}

const TACHES = ['complete', 'changements', 'disponibilites'] as const;

/** Keeps the mirror of a live solution up to date, at the rhythms of its configuration, one question after the other. */
export class Synchronisation {
  readonly #o: OptionsSynchronisation;
  readonly #arret = new AbortController();
  /** When each task is due, on the clock of the process. */
  readonly #dues: Record<TacheSynchronisation, number>;
  readonly #fins: Record<TacheSynchronisation, string | null>;
  #enCours: EtatSynchronisation['enCours'] = null;
  #echec: EtatSynchronisation['echec'] = null;
  #echecs = 0;
  /** The mirror holds something that no generation holds. */
  #aPublier = true;
  #boucle: Promise<void> | undefined;

  constructor(options: OptionsSynchronisation) {
    this.#o = options;
    const { derniereComplete, passeOuverte, reglages } = options.miroir.etat;
    const neuve = passeOuverte || derniereComplete === '' || reglages !== options.solution.reglages;
    const attente = neuve ? 0 : Date.parse(derniereComplete) + options.rythmes.complete * 1000 - Date.now();
    const maintenant = performance.now();
    this.#dues = { complete: maintenant + attente, changements: maintenant, disponibilites: maintenant };
    this.#fins = { complete: derniereComplete || null, changements: null, disponibilites: null };
  }

  /** Resolves once the first task has ended, well or not. */
  demarrer(): Promise<void> {
    const { promise, resolve } = premierTour();
    this.#boucle = this.#tourner(resolve);
    return promise;
  }

  etat(): EtatSynchronisation {
    const { solution, miroir } = this.#o;
    return {
      solution: solution.nom,
      enCours: this.#enCours && { ...this.#enCours },
      derniereComplete: this.#fins.complete,
      derniersChangements: this.#fins.changements,
      dernieresDisponibilites: this.#fins.disponibilites,
      echec: this.#echec,
      ...miroir.compter(),
      erreurs: miroir.echecs(),
    };
  }

  /** Interrupts what is under way: it goes on at the next start. */
  async close(): Promise<void> {
    this.#arret.abort();
    await this.#boucle;
    this.#o.solution.close();
    this.#o.miroir.close();
  }

  async #tourner(premier: () => void): Promise<void> {
    const { signal } = this.#arret;
    // What was read before the process ended, whether the solution answers or not.
    if (this.#o.miroir.etat.derniereComplete !== '') await this.#publier();
    while (!signal.aborted) {
      const tache = this.#prochaine();
      try {
        await setTimeout(Math.max(0, this.#dues[tache] - performance.now()), undefined, { signal });
        await this.#executer(tache);
        this.#reporter(tache);
        this.#fins[tache] = new Date().toISOString();
        if (tache === 'disponibilites' || (await this.#publier())) this.#reussir();
      } catch (cause) {
        if (!signal.aborted) this.#noterEchec(tache, cause as Error);
      } finally {
        this.#enCours = null;
      }
      if (!signal.aborted) premier();
    }
    premier();
  }

  /** The most complete of those that are due: it does what the others would. */
  #prochaine(): TacheSynchronisation {
    if (this.#o.miroir.etat.derniereComplete === '') return 'complete';
    const maintenant = performance.now();
    const due = TACHES.find((tache) => this.#dues[tache] <= maintenant);
    return due ?? TACHES.reduce((a, b) => (this.#dues[b] < this.#dues[a] ? b : a));
  }

  #reporter(tache: TacheSynchronisation): void {
    for (const faite of TACHES.slice(TACHES.indexOf(tache))) {
      this.#dues[faite] = performance.now() + this.#o.rythmes[faite] * 1000;
    }
  }

  #reussir(): void {
    this.#echecs = 0;
    this.#echec = null;
  }

  /** The task is tried again after a pause that grows; so are, not sooner, those that do less. */
  #noterEchec(tache: TacheSynchronisation, cause: Error): void {
    const { code = 'INTERNE', message } = cause as Error & { code?: string };
    this.#echec = { tache, code, message, depuis: this.#echec?.depuis ?? new Date().toISOString() };
    const reprise = performance.now() + pauseApres(++this.#echecs, PREMIERE_PAUSE_MS, 2);
    this.#dues[tache] = reprise;
    for (const moindre of TACHES) this.#dues[moindre] = Math.max(this.#dues[moindre], reprise);
    this.#o.surEchec({ tache, code, message });
  }

  async #executer(tache: TacheSynchronisation): Promise<void> {
    this.#enCours = { tache, lus: 0, total: 0 };
    if (tache === 'complete') return this.#completer();
    const liste = await this.#demanderChangements();
    await this.#lire(tache === 'changements' ? this.#o.miroir.aLire() : liste);
  }

  async #completer(): Promise<void> {
    const { miroir, solution } = this.#o;
    const { passeOuverte, reglages, derniereComplete } = miroir.etat;
    if (!passeOuverte || reglages !== solution.reglages) await this.#ouvrirPasse();
    const cibles = miroir.aLire();
    this.#enCours!.total = cibles.length;
    // A full reading is long: beds go on being followed, once some are served.
    const premiere = derniereComplete === '';
    const tranche = premiere ? cibles.length : PAR_TRANCHE;
    for (let debut = 0; debut < cibles.length; debut += tranche) {
      await this.#lire(cibles.slice(debut, debut + tranche));
      if (!premiere && this.#dues.disponibilites <= performance.now()) {
        await this.#lire(await this.#demanderChangements());
        this.#reporter('disponibilites');
      }
    }
    this.#fermerPasse();
  }

  async #demanderChangements(): Promise<readonly Identifiant[]> {
    const { solution, miroir } = this.#o;
    const { signal } = this.#arret;
    const { etablissements, instant } = await avecReprises(
      () => solution.changements(miroir.etat.reference, signal),
      signal,
    );
    miroir.noterChangements(etablissements, avant(instant));
    return etablissements;
  }

  /** @returns whether what the mirror holds is served */
  async #publier(): Promise<boolean> {
    if (!this.#aPublier) return true;
    try {
      await this.#o.publier();
      this.#aPublier = false;
      return true;
    } catch (cause) {
      // What was read stays read: only the generation is to be made again.
      if (!this.#arret.signal.aborted) this.#noterEchec('changements', cause as Error);
      return false;
    }
  }

  async #ouvrirPasse(): Promise<void> {
    const { solution, miroir, seuilReduction } = this.#o;
    const { signal } = this.#arret;
    const { etablissements, instant } = await avecReprises(() => solution.lister(signal), signal);
    const connus = miroir.compter().etablissements;
    if (etablissements.length === 0 || etablissements.length < connus * (1 - seuilReduction)) {
      throw new ErreurSolution(
        'LISTE_REDUITE',
        `${solution.nom} : ${etablissements.length} établissements listés, ${connus} connus. Rien n'est retiré : ` +
          'vérifiez la solution, ou augmentez « seuilReduction » le temps d’une synchronisation.',
      );
    }
    miroir.ouvrirPasse(etablissements, avant(instant), solution.reglages);
  }

  #fermerPasse(): void {
    const { miroir, solution, seuilReduction } = this.#o;
    const { etablissements } = miroir.compter();
    const manquent = miroir.jamaisLus();
    if (manquent > etablissements * seuilReduction) {
      throw new ErreurSolution(
        'LECTURES_INSUFFISANTES',
        `${solution.nom} : ${manquent} établissements sur ${etablissements} n'ont jamais pu être lus : la région ` +
          'serait incomplète, elle n’est pas servie ainsi. Voyez les erreurs des établissements.',
      );
    }
    if (miroir.fermerPasse(new Date().toISOString()) > 0) this.#aPublier = true;
  }

  async #lire(cibles: readonly Identifiant[]): Promise<void> {
    const { solution, miroir, concurrence, servirCapacites } = this.#o;
    if (this.#enCours?.total === 0) this.#enCours.total = cibles.length;
    const bilan = await lireEtablissements(cibles, {
      solution,
      miroir,
      concurrence,
      signal: this.#arret.signal,
      surCapacites: servirCapacites,
      surEtablissement: () => {
        if (this.#enCours !== null) this.#enCours.lus++;
      },
    });
    if (bilan.change) this.#aPublier = true;
  }
}

function avant(instant: string): string {
  return new Date(Date.parse(instant) - RECOUVREMENT_MS).toISOString();
}

function premierTour(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((r) => {
    resolve = r;
  });
  return { promise, resolve };
}
