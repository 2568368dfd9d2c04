import type { Instance } from '@inter-ror/demo-nation';
import type { DemoMember } from './demo-members.js';

/** One instance to start: who it is, its identity, where its generations are kept. */
export interface RegionSeat {
  instance: Instance;
  member: DemoMember;
  storeDir: string;
}

/** Said at the head of every page of the demo. */
export const AVERTISSEMENT = 'Démonstration : toutes les données sont inventées.';

/** Any load may shrink an instance: what was there is invented, or was a try. */
export const REDUCTION = 1;

/** What an instance has loaded. */
export interface Loaded {
  offers: number;
  /** The report of the load, for people. */
  report: readonly string[];
}

/** One instance that serves. */
export interface RunningRegion {
  url: string;
  /** Its search page. */
  page: string;
  console: string;
  pid: number;
  /** Offers served, once its source is read. */
  loaded: Promise<Loaded>;
  close(): Promise<void>;
}
