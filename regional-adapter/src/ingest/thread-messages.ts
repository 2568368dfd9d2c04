import type { RapportChargement } from '../store/index.js';
import type { CodeErreurChargement, DetailsErreurChargement } from './load-error.js';
import type { ProgressionChargement } from './load-options.js';

/** What the thread of a load says. */
export type MessageChargement =
  | { type: 'progression'; progression: ProgressionChargement }
  | { type: 'fini'; rapport: RapportChargement; segment?: ArrayBuffer }
  | { type: 'echec'; code: CodeErreurChargement; message: string; details: DetailsErreurChargement };

/** What is told to the thread of a load: only to give up. */
export const ABANDONNER = 'abandonner';
