import type { Instance } from '@inter-ror/demo-nation';
import type { DemoMember } from './demo-members.js';

/** One instance to start: who it is, its identity, where its generations are kept. */
export interface RegionSeat {
  instance: Instance;
  member: DemoMember;
  storeDir: string;
}

/** One instance that serves. */
export interface RunningRegion {
  url: string;
  pid: number;
  /** Offers served, once the export is loaded. */
  loaded: Promise<number>;
  close(): Promise<void>;
}
