/** What `inter-ror demo` is asked. */
export interface DemoOptions {
  offers: number;
  seed: number;
  /** Folder to keep; else a temporary one. */
  dir?: string;
  /** Real files that replace the invented export of a region: R30 code to path. */
  exports: ReadonlyMap<string, string>;
  /** Loads them although most of their offers are in another region. */
  force?: boolean;
  readyFile?: string;
  /** The gateway in a process of its own, and each instance: all, or those that serve these R30 codes. */
  isolated: boolean | readonly string[];
}
