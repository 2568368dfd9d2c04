import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ecrireExports } from '@inter-ror/demo-nation';
import { schemaContrat } from '@inter-ror/exposure-model';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { Authority, makeKeyAndCsr } from '@inter-ror/whitelist';
import { printSchema } from 'graphql';
import type { ChildOrder, Spent } from './federation-bench-child.js';

const SERVER = fileURLToPath(new URL('./federation-bench-server.js', import.meta.url));

/** What the script of Hive Gateway is asked. */
interface HiveOrder {
  /** SDL. */
  contract: string;
  identity: TlsIdentity;
  asker: TlsIdentity;
  regions: readonly string[];
}

/** A server in a process of its own. */
export interface Server {
  urls: string[];
  spent(): Promise<Spent>;
}

/** The invented nation in another process, and what it takes to put a gateway before it. */
export interface BenchNation {
  client: TlsIdentity;
  regions: readonly string[];
  gateway(options?: { planning: boolean }): Promise<Server>;
  limit(): Promise<Server>;
  /** @param folder where Hive Gateway is installed */
  hive(folder: string): Promise<Server>;
}

/**
 * @param closers receives what ends all that was started
 * @param front what is put before each region
 */
export async function startBenchNation(
  dir: string,
  nombreOffres: number,
  closers: (() => unknown)[],
  front: (url: string) => Promise<string> = async (url) => url,
): Promise<BenchNation> {
  const authority = await Authority.init({ dir: join(dir, 'authority'), instance: 'BENCH' });
  const ca = [readFileSync(authority.files.ca, 'utf8')];
  const list = { file: authority.files.list, trustFile: authority.files.trust };
  const admit = async (kind: 'region' | 'gateway' | 'consumer', label: string, codes: readonly string[] = []) => {
    const { key, csr } = await makeKeyAndCsr({ commonName: label, organisation: 'bench', type: 'EC' });
    const endpoints = kind === 'consumer' ? [] : ['https://127.0.0.1:9'];
    const regionCodes = [...codes];
    const { id } = await authority.enroll({ csr, kind, label, regionCodes, profile: 1, perimeter: ['*'], endpoints });
    return { id, identity: { key, cert: (await authority.approve(id, 'bench')).certificate, ca } as TlsIdentity };
  };
  const { identity: client } = await admit('consumer', 'client');
  const { identity: asker } = await admit('consumer', 'limit');
  const { id: gatewayId, identity } = await admit('gateway', 'gateway');
  const members = [];
  for (const { codes, nom, fichier } of await ecrireExports({ dir, nombreOffres })) {
    const { id, identity } = await admit('region', nom, codes);
    members.push({ id, codes, nom, fichier, storeDir: join(dir, `store-${codes.join('-')}`), identity });
  }
  const start = async (order: ChildOrder | HiveOrder, script = SERVER): Promise<Server> => {
    const child = fork(script);
    // Not a signal: Hive Gateway takes those for itself, and stays.
    closers.unshift(async () => {
      const ended = child.exitCode ?? once(child, 'exit');
      if (child.connected) child.disconnect();
      await ended;
    });
    child.send(order);
    const urls = (await reply(child)) as string[];
    return {
      urls,
      async spent() {
        child.send('spent');
        return (await reply(child)) as Spent;
      },
    };
  };
  const { urls: regions } = await start({ serve: 'regions', list, regions: members });
  for (const [rank, { id }] of members.entries()) await authority.setEndpoints(id, [await front(regions[rank]!)]);
  return {
    client,
    regions,
    async gateway({ planning } = { planning: true }) {
      const server = await start({ serve: 'gateway', list, identity, planning });
      await authority.setEndpoints(gatewayId, server.urls);
      return server;
    },
    limit: () => start({ serve: 'limit', list, identity, asker, regions }),
    hive: (folder) =>
      start({ contract: printSchema(schemaContrat()), identity, asker, regions }, join(folder, 'serve-hive.mjs')),
  };
}

async function reply(child: ChildProcess): Promise<unknown> {
  const stop = new AbortController();
  const ended = once(child, 'exit', { signal: stop.signal }).then(([code]) => {
    throw new Error(`A process of the bench ended (${code})`);
  });
  try {
    const [said] = await Promise.race([once(child, 'message', { signal: stop.signal }), ended]);
    return said;
  } finally {
    ended.catch(() => {});
    stop.abort();
  }
}
