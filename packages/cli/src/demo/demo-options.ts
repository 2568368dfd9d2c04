/** What `inter-ror demo` is asked. */
export interface DemoOptions {
  offers: number;
  seed: number;
  /** Folder to keep; else a temporary one. */
  dir?: string;
  /** Real files that replace the invented export of a region: R30 code to path. */
  exports: ReadonlyMap<string, string>;
  readyFile?: string;
  /** Each instance and the gateway in a process of its own. */
  isolated: boolean;
}
