import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { InfoGeneration, LecteurGeneration } from '../ports/index.js';
import { Catalogue, type LigneGeneration } from './catalogue.js';
import { nettoyer } from './generation-files.js';
import { GenerationReader } from './generation-reader.js';
import { GenerationEnCours } from './generation-writer.js';
import type { RapportChargement } from './load-report.js';
import { ErreurStore } from './store-error.js';
import { WriteLock } from './write-lock.js';

export interface OptionsStore {
  /** Bound of the cache of records of each reader, bytes. @default 33554432 */
  octetsCache?: number;
  /** Folder of the imported nomenclatures, which label what is searched. */
  nomenclatures?: string | undefined;
}

/** The offers of one region on disk, by generations: a load makes a new one, readers keep theirs. */
export interface Store {
  readonly dossier: string;
  /** Number of the generation to serve; cheap, to see that another process or thread made a new one. */
  numeroCourant(): number | undefined;
  /** What is served, without opening it. */
  infoCourante(): LigneGeneration | undefined;
  /** Opens the generation to serve; undefined before the first load. The caller closes it. */
  generationCourante(): LecteurGeneration | undefined;
  /** Report of the load that made the current generation. */
  rapportCourant(): RapportChargement | undefined;
  /**
   * Begins a generation; only one at a time, in any process.
   *
   * @param source where the data comes from, as reported
   * @throws ErreurStore STORE_OCCUPE
   */
  commencer(source: string): GenerationEnCours;
  close(): void;
}

const OCTETS_CACHE = 32 << 20;

/**
 * Opens the store of a folder, made when absent; removes what an interrupted load left.
 *
 * @throws ErreurStore DOSSIER_INACCESSIBLE, FICHIER_ENDOMMAGE or FORMAT_INCONNU
 */
export function openStore(chemin: string, { octetsCache = OCTETS_CACHE, nomenclatures }: OptionsStore = {}): Store {
  const dossier = resolve(chemin);
  preparerDossier(dossier);
  const catalogue = new Catalogue(dossier);
  nettoyerSiLibre(dossier, catalogue);

  const lecteur = (): GenerationReader | undefined => {
    for (;;) {
      const courante = catalogue.courante();
      if (courante === undefined) return undefined;
      try {
        return new GenerationReader(dossier, infoDe(courante), octetsCache, nomenclatures);
      } catch (cause) {
        if (catalogue.numeroCourant() === courante.numero) throw cause;
      }
    }
  };

  return {
    dossier,
    numeroCourant: () => catalogue.numeroCourant(),
    infoCourante: () => catalogue.courante(),
    generationCourante: lecteur,
    rapportCourant: () => {
      const courant = lecteur();
      const rapport = courant?.rapport();
      courant?.close();
      return rapport;
    },
    commencer: (source) => {
      const verrou = WriteLock.prendre(dossier);
      try {
        return new GenerationEnCours(dossier, source, catalogue, verrou);
      } catch (cause) {
        verrou.rendre();
        throw cause;
      }
    },
    close: () => catalogue.close(),
  };
}

function preparerDossier(dossier: string): void {
  try {
    // Contacts and professionals of every level: nobody else reads them.
    creerDossier(dossier);
  } catch (cause) {
    throw new ErreurStore(
      'DOSSIER_INACCESSIBLE',
      `${dossier} : dossier de données impossible à créer (${(cause as Error).message}). ` +
        'Donnez les droits d’écriture à l’adaptateur, ou indiquez un autre dossier.',
      { cause },
    );
  }
}

/** A load under way in another process keeps its files: it will clean them itself. */
function nettoyerSiLibre(dossier: string, catalogue: Catalogue): void {
  const verrou = WriteLock.essayer(dossier);
  if (verrou === undefined) return;
  try {
    nettoyer(dossier, catalogue.numeros());
  } finally {
    verrou.rendre();
  }
}

function infoDe({ octets: _octets, codesRegion: _codes, ...info }: LigneGeneration): InfoGeneration {
  return info;
}

/** One level at a time: Node's own recursion never ends where the system says that an existing parent is absent. */
function creerDossier(dossier: string): void {
  if (existsSync(dossier)) return;
  const parent = dirname(dossier);
  if (parent !== dossier) creerDossier(parent);
  try {
    mkdirSync(dossier, { mode: 0o700 });
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'EEXIST') throw cause;
  }
}
