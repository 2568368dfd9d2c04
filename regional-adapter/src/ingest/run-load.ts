import { setImmediate } from 'node:timers/promises';
import type { Anomalie, RapportLecture } from '@inter-ror/csd';
import type { Nomenclatures } from '@inter-ror/nomenclatures';
import { AssemblageFiche, nomenclaturesDe } from '../assembly/index.js';
import { ConstructeurSegment } from '../offer-index/index.js';
import type { InfoGeneration } from '../ports/index.js';
import {
  type AnomalieChargement,
  type GenerationEnCours,
  openStore,
  type RapportChargement,
  SORTES,
  type SorteEnregistrement,
  type Store,
} from '../store/index.js';
import { AnomalyLog } from './anomaly-log.js';
import { CodeCensus } from './code-census.js';
import { exposer, type UniteExposee } from './exposure.js';
import { ErreurChargement } from './load-error.js';
import type { DemandeChargement, ProgressionChargement } from './load-options.js';
import { type LoadSource, ouvrirSource } from './load-source.js';
import { OfferAssembly, UNITES_PAR_LOT } from './offer-assembly.js';
import { PlaceCensus } from './place-census.js';
import { RecordIntake } from './record-intake.js';

const SEUIL_REDUCTION = 0.3;

export interface ResultatChargement {
  rapport: RapportChargement;
  /** Absent when the file was already loaded. */
  segment?: ArrayBuffer;
}

/** Loads an export in the thread that calls: see `charger`, which does it in a thread apart. */
export async function executerChargement(
  demande: DemandeChargement,
  surProgression: (progression: ProgressionChargement) => void,
  signal?: AbortSignal,
): Promise<ResultatChargement> {
  const source = await ouvrirSource(demande);
  try {
    const store = openStore(demande.storeDir, { nomenclatures: demande.nomenclatures });
    try {
      const vue = store.numeroCourant();
      const inchange = demande.forcer === true ? undefined : await dejaCharge(demande, store, source, signal);
      return inchange ?? (await new Chargement(demande, store, source, surProgression, signal).executer(vue));
    } finally {
      store.close();
    }
  } finally {
    await source.fermer();
  }
}

/**
 * The report of the current generation when it was made from the same bytes for the same regions; a file of another
 * size is not read.
 */
async function dejaCharge(
  { codesRegion }: DemandeChargement,
  store: Store,
  source: LoadSource,
  signal: AbortSignal | undefined,
): Promise<ResultatChargement | undefined> {
  const courante = store.infoCourante();
  if (courante === undefined || courante.octets !== source.octets) return undefined;
  if (courante.codesRegion.join() !== codesRegion.join()) return undefined;
  if ((await source.empreinteSeule(signal)) !== courante.empreinte) return undefined;
  return { rapport: { ...store.rapportCourant()!, statut: 'INCHANGE', fichier: source.nom } };
}

/** One load, from file to committed generation. */
class Chargement {
  readonly #demande: DemandeChargement;
  readonly #store: Store;
  readonly #source: LoadSource;
  readonly #surProgression: (progression: ProgressionChargement) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #nomenclatures: Nomenclatures;
  readonly #anomalies = new AnomalyLog();
  readonly #codes = new CodeCensus();
  readonly #lieux: PlaceCensus;
  readonly #debut = performance.now();
  /** Kind and id of the records that could not be read: what hangs from them is not exposed. */
  readonly #ecartes = new Set<string>();
  #enregistrements = 0;

  constructor(
    demande: DemandeChargement,
    store: Store,
    source: LoadSource,
    surProgression: (progression: ProgressionChargement) => void,
    signal: AbortSignal | undefined,
  ) {
    this.#demande = demande;
    this.#lieux = new PlaceCensus(demande.codesRegion);
    this.#nomenclatures = nomenclaturesDe(demande.nomenclatures);
    this.#store = store;
    this.#source = source;
    this.#surProgression = surProgression;
    this.#signal = signal;
  }

  /** @param vue number of the generation that was compared with the file */
  async executer(vue: number | undefined): Promise<ResultatChargement> {
    const generation = this.#store.commencer(this.#source.nom);
    try {
      // Another load may have ended between the first look and the lock.
      if (this.#demande.forcer !== true && this.#store.numeroCourant() !== vue) {
        const inchange = await dejaCharge(this.#demande, this.#store, this.#source, this.#signal);
        if (inchange !== undefined) {
          generation.abandonner();
          return inchange;
        }
      }
      const prise = new RecordIntake(generation, this.#nomenclatures, this.#anomalies, this.#codes);
      const lecture = await this.#lire(prise);
      const empreinte = await this.#source.empreinte();
      generation.finirLecture();
      const { unites, ecartes } = exposer(prise, generation, this.#anomalies, this.#ecartes);
      const precedentes = this.#store.infoCourante()?.nombreOffres ?? null;
      this.#refuserReduction(precedentes, unites.length);
      const segment = await this.#assembler(prise, generation, unites);
      if (this.#demande.forcer !== true && this.#demande.miroir === undefined) {
        this.#lieux.refuserAutreRegion(this.#source.nom);
      }
      this.#avancer('VALIDATION', unites.length);
      this.#signal?.throwIfAborted();
      const rapport = generation.valider({
        empreinte,
        octets: this.#source.octets,
        codesRegion: this.#demande.codesRegion,
        nombreOffres: unites.length,
        segment,
        rapport: (info) => this.#rapporter(info, lecture, compter(lecture, prise, ecartes), precedentes),
      });
      return { rapport, segment };
    } catch (cause) {
      generation.abandonner();
      throw cause;
    }
  }

  async #lire(prise: RecordIntake): Promise<RapportLecture> {
    let prochaine = 0;
    return this.#source.lire({
      surEnregistrement: (enregistrement, position) => {
        this.#enregistrements++;
        prise.prendre(enregistrement, position);
      },
      surAnomalie: (anomalie) => {
        const { gravite, sorte, id } = anomalie;
        if (gravite === 'ECARTE' && id !== undefined) this.#ecartes.add(`${sorte} ${id}`);
        this.#anomalies.noter(anomalieDeLecture(anomalie));
      },
      progression: (octets) => {
        if (octets < prochaine) return;
        prochaine = octets + (4 << 20);
        this.#avancer('LECTURE', 0);
      },
      ...(this.#signal !== undefined && { signal: this.#signal }),
    });
  }

  #refuserReduction(precedentes: number | null, nouvelles: number): void {
    const seuil = this.#demande.seuilReduction ?? SEUIL_REDUCTION;
    if (this.#demande.forcer === true || precedentes === null || nouvelles >= precedentes * (1 - seuil)) return;
    throw new ErreurChargement(
      'REDUCTION_REFUSEE',
      `${this.#source.nom} : ${nouvelles} offres, contre ${precedentes} servies : une réduction de plus de ` +
        `${Math.round(seuil * 100)} % est refusée. Vérifiez que l'export est complet, ou forcez le chargement.`,
    );
  }

  async #assembler(
    prise: RecordIntake,
    generation: GenerationEnCours,
    unites: readonly UniteExposee[],
  ): Promise<ArrayBuffer> {
    const constructeur = new ConstructeurSegment();
    const fiches = new AssemblageFiche(this.#nomenclatures, this.#demande.codesRegion);
    const assemblage = new OfferAssembly(prise, generation, fiches, constructeur, this.#anomalies, this.#lieux);
    for (let debut = 0; debut < unites.length; debut += UNITES_PAR_LOT) {
      assemblage.assembler(unites.slice(debut, debut + UNITES_PAR_LOT));
      if (debut % (UNITES_PAR_LOT * 16) === 0) {
        this.#avancer('ASSEMBLAGE', assemblage.nombreOffres);
        await setImmediate();
        this.#signal?.throwIfAborted();
      }
    }
    return constructeur.construire();
  }

  #avancer(etape: ProgressionChargement['etape'], offres: number): void {
    this.#surProgression({
      etape,
      octetsLus: this.#source.octetsLus,
      octets: this.#source.octets,
      enregistrements: this.#enregistrements,
      offres,
    });
  }

  #rapporter(
    generation: InfoGeneration,
    lecture: RapportLecture,
    enregistrements: RapportChargement['enregistrements'],
    offresPrecedentes: number | null,
  ): RapportChargement {
    const { inconnus, obsoletes } = this.#codes.juger(this.#nomenclatures);
    const synchronisation = this.#source.synchronisation();
    const secondes = (performance.now() - this.#debut) / 1000;
    return {
      statut: 'CHARGE',
      generation,
      fichier: this.#source.nom,
      octets: this.#source.octets,
      enregistrements,
      offres: generation.nombreOffres,
      offresPrecedentes,
      anomalies: this.#anomalies.resumer(),
      lieux: this.#lieux.compter(),
      codesInconnus: inconnus,
      codesObsoletes: obsoletes,
      ...(synchronisation === undefined ? {} : { synchronisation }),
      secondes,
      debitMoParSeconde: lecture.octets / 1e6 / secondes,
    };
  }
}

function anomalieDeLecture({
  code,
  gravite,
  sorte,
  id,
  chemin,
  ligne,
  colonne,
  message,
}: Anomalie): AnomalieChargement {
  const position = ligne > 0 ? { ligne, colonne } : {};
  return { code, gravite, message: `${chemin} : ${message}`, sorte, ...position, ...(id !== undefined && { id }) };
}

function compter(
  lecture: RapportLecture,
  { laisses }: RecordIntake,
  ecartes: Partial<Record<SorteEnregistrement, number>>,
): RapportChargement['enregistrements'] {
  const comptes = SORTES.map((sorte) => {
    const enPlus = laisses[sorte] + (ecartes[sorte] ?? 0);
    const compte = {
      lus: lecture.lus[sorte],
      gardes: lecture.gardes[sorte] - enPlus,
      ecartes: lecture.ecartes[sorte] + enPlus,
    };
    return [sorte, compte] as const;
  });
  return Object.fromEntries(comptes) as RapportChargement['enregistrements'];
}
