import type { Enregistrement, Identifiant } from '@inter-ror/exposure-model';
import type { BilanLecture } from '../mirror/index.js';

/** Establishments that a solution names, and when. */
export interface ListeEtablissements {
  etablissements: Identifiant[];
  /** Clock of the solution when it was asked, ISO 8601. */
  instant: string;
}

/** What an establishment holds, as read. */
export interface LectureEtablissement {
  bilan: BilanLecture;
  /** Elementary units given. */
  unites: number;
  /** `facilityNumber`: the units that the answer says it holds (RG_ALIM_019). */
  annoncees: number | undefined;
}

/**
 * A live ROR solution. Every call is one question, within the deadline of RG_ALIM_024; it may be made again.
 *
 * @throws ErreurSolution from every method
 */
export interface RorSolution {
  /** As reports name it. */
  readonly nom: string;
  /** Changes when records would no longer be read in the same way. */
  readonly reglages: string;
  /** Every establishment. */
  lister(signal: AbortSignal): Promise<ListeEtablissements>;
  /** Those that changed since an instant of the solution's clock. */
  changements(depuis: string, signal: AbortSignal): Promise<ListeEtablissements>;
  /** All the records of an establishment; those given before a failure are to be dropped. */
  lire(
    etablissement: Identifiant,
    surEnregistrement: (enregistrement: Enregistrement) => void,
    signal: AbortSignal,
  ): Promise<LectureEtablissement>;
  close(): void;
}
