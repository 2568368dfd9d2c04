import type { InfoGeneration } from '../ports/index.js';

export interface ProgressionChargement {
  etape: 'LECTURE' | 'ASSEMBLAGE' | 'VALIDATION';
  /** Bytes of the file read, of all those it has. */
  octetsLus: number;
  octets: number;
  enregistrements: number;
  /** Offers assembled. */
  offres: number;
}

/** What a load is asked to do; all of it can be sent to a thread. */
export interface DemandeChargement {
  /** Folder of the store of the region. */
  storeDir: string;
  /** The export: CSD 2.4 XML, plain or compressed by gzip. With `miroir`, the file of the mirror. */
  fichier: string;
  /** The records are those of the mirror of a live solution, which this names. */
  miroir?: { solution: string };
  /** Codes (TRE_R30) that the instance serves, the main one first. */
  codesRegion: readonly string[];
  /** Folder of the imported nomenclatures. */
  nomenclatures?: string;
  /** Loads a file already loaded, or one that shrinks the region too much. @default false */
  forcer?: boolean;
  /** Share of the offers that a load may remove without being forced, 0 to 1. @default 0.3 */
  seuilReduction?: number;
}

export interface OptionsChargement extends DemandeChargement {
  surProgression?: (progression: ProgressionChargement) => void;
  /**
   * Called before the promise resolves when a generation was made, with its index segment, transferred from the
   * thread that built it: serving it does not read it again.
   */
  surGeneration?: (generation: InfoGeneration, segment: ArrayBuffer) => void;
  /** Abandons the load: the generation before stays. */
  signal?: AbortSignal;
}
