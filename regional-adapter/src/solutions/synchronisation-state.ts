import type { EchecEtablissement } from '../mirror/index.js';

export type TacheSynchronisation = 'complete' | 'changements' | 'disponibilites';

/** Where the synchronisation with a live solution stands. Dates are ISO 8601. */
export interface EtatSynchronisation {
  /** As reports name it. */
  solution: string;
  /** What is under way, and the establishments read of those to read. */
  enCours: { tache: TacheSynchronisation; lus: number; total: number } | null;
  derniereComplete: string | null;
  derniersChangements: string | null;
  dernieresDisponibilites: string | null;
  /** Why the last task failed, and since when tasks fail. */
  echec: { tache: TacheSynchronisation; code: string; message: string; depuis: string } | null;
  etablissements: number;
  /** To be read: told to have changed, or badly read. */
  aLire: number;
  enErreur: number;
  /** The first ones: what was known of them is still served. */
  erreurs: EchecEtablissement[];
}
