import type { EtatDisjoncteur } from '../guard/index.js';
import type { Charge } from './activity.js';
import type { Point } from './connected-history.js';
import type { Motif } from './connections.js';
import type { Entendu, Servi } from './hearings.js';
import type { Refus } from './last-refusals.js';

/** A connection as the console gives it. Instants are ISO 8601. */
export interface EtatLien {
  de: string;
  vers: string;
  ouvert: boolean;
  depuis: string;
  motif: Motif | null;
  /** Of the two, the region at fault. */
  region: string | null;
  message: string | null;
}

/** One instance, or one code that nobody serves. */
export interface EtatRegion {
  codes: readonly string[];
  nom: string;
  /** Its entry of the whitelist. */
  membre: string | null;
  /** Whom to call, as the whitelist has it. */
  contact: string | null;
  liste: 'ADMISE' | 'EN_ATTENTE' | 'SUSPENDUE' | 'REVOQUEE' | 'ABSENTE';
  listeDepuis: string | null;
  disjoncteur: EtatDisjoncteur | null;
  disjoncteurDepuis: string | null;
  /** Questions before it at this instant. */
  enVol: number;
  /** Second questions sent since the start. */
  relances: number;
  entendu: Entendu | null;
  servi: Servi | null;
}

/** What a gateway sees of the nation. */
export interface EtatObserve {
  instant: string;
  observeDepuis: string;
  codes: { code: string; nom: string }[];
  liens: EtatLien[];
  ouverts: number;
  possibles: number;
  historique: readonly Point[];
  regions: EtatRegion[];
  charge: Charge;
  refus: readonly Refus[];
}

/** What the whitelist is worth. Durations in seconds. */
export interface EtatListe {
  instance: string;
  version: number;
  etat: string;
  age: number;
  expire: string;
  /** Since the last heartbeat; null when the list is only a file. */
  battement: number | null;
}

/** Something that ends within 90 days, or has ended. */
export interface Echeance {
  quoi: string;
  id: string;
  /** ISO 8601. */
  fin: string;
  /** Whole days left; negative once it has ended. */
  jours: number;
  /** 90, 30, 7, 1 or 0. */
  alarme: number;
}

/** What the console of the nation shows, and gives as JSON. */
export interface EtatNation extends EtatObserve {
  liste: EtatListe;
  echeances: Echeance[];
}
