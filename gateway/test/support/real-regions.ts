import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecrireCsd } from '@inter-ror/csd';
import { genererInstance, type Instance } from '@inter-ror/demo-nation';
import type { Enregistrement } from '@inter-ror/exposure-model';
import type { AdmissionSource, TlsIdentity } from '@inter-ror/mutual-tls';
import { type RegionalAdapter, startAdapter } from '@inter-ror/regional-adapter';
import { pino } from 'pino';
import type { RegionScript } from './test-nation.js';

/**
 * Regions of the invented nation, each served by a real adapter from its export.
 * @param change made to each record before it is written
 */
export function realRegions(
  instances: readonly Instance[],
  nombreOffres: number,
  change: (record: Enregistrement) => Enregistrement = (record) => record,
) {
  const dir = mkdtempSync(join(tmpdir(), 'ir-regions-'));
  const adapters = new Map<string, RegionalAdapter>();
  const files = new Map<string, string>();
  const storeDir = (code: string) => join(dir, `store-${code}`);
  const scripts = instances.map((instance): RegionScript => {
    const { codes, nom } = instance;
    const code = codes[0]!;
    const fichier = join(dir, `${code}.xml`);
    const records = [...genererInstance({ instance, nombreOffres })].map(change);
    writeFileSync(fichier, [...ecrireCsd(records)].join(''));
    files.set(code, fichier);
    return {
      codes: [...codes],
      serve: async (identity: TlsIdentity, admission: AdmissionSource) => {
        const adapter = await startAdapter({
          codes,
          nom,
          solution: null,
          storeDir: storeDir(code),
          source: { fichier },
          listen: { host: '127.0.0.1', port: 0 },
          identity,
          admission,
          logger: pino({ level: 'silent' }),
        });
        adapters.set(code, adapter);
        await adapter.demarrage;
        return adapter.url;
      },
    };
  });
  return {
    scripts,
    /** Removed at the end. */
    dir,
    /** By the first code of the instance. */
    adapters,
    storeDir,
    /** The exports they loaded. */
    files,
    async close() {
      for (const adapter of adapters.values()) await adapter.close(50);
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Waits for something to be so. */
export async function until(condition: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not so after ${ms} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
