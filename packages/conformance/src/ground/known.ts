import type { Identifiant } from '@inter-ror/exposure-model';
import type { LueV1 } from '../reading/index.js';
import type { Etablissement } from './establishment.js';

/** A place of a search v1: type (TRE_R201) and code. */
export interface Lieu {
  type: '1' | '2' | '3';
  code: string;
}

/** What the discovery found at the server: codes and objects that scenarios can be tried on. */
export interface Connu {
  region?: Lieu;
  departement?: Lieu;
  /** Communes with offers, the best furnished first. */
  communes: Lieu[];
  /** Establishments that the notification names. */
  etablissements: Identifiant[];
  /** Some of them, read. */
  lus: Etablissement[];
  /** A place whose answer without a criterion is whole, and that answer: what any other search there is compared with. */
  base?: { lieu: Lieu; lue: LueV1 };
  /** An answer that may not be whole, when no place gives one. */
  apercu?: { lieu: Lieu; lue: LueV1 };
  /** What could not be discovered, and why. */
  manques: string[];
}
