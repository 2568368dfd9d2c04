import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { Authority, makeKeyAndCsr, type Publisher, readAcks, startPublisher } from '@inter-ror/whitelist';
import type { TrustOrder, TrustPorts } from './trust-bench-child.js';

const PROCESSES = 2;
const SILENT = { info() {}, warn() {}, error() {} };
export const REGION = 'region-53';

/** A process of the region, which follows the authority's publisher. */
export interface RegionProcess {
  readonly ports: TrustPorts;
  order<T>(sent: TrustOrder): Promise<T>;
}

/** An authority, its publisher, a region of two processes, and consumers of it. */
export interface Cast {
  readonly dir: string;
  readonly authority: Authority;
  readonly regions: readonly RegionProcess[];
  /** A listed consumer, whose id is `consumer-` and its label. */
  admit(label: string): Promise<TlsIdentity>;
  /** A renewed key and certificate for a member, listed beside its former one. */
  rotate(id: string): Promise<TlsIdentity>;
  /** Waits until both processes apply the list in force; whether they listen to the push makes no difference. */
  applied(version: number): Promise<void>;
  /** The publisher again at the same address, that pushes to nobody. */
  cutPush(): Promise<void>;
  close(): Promise<void>;
}

export async function makeCast(): Promise<Cast> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-trust-'));
  const folder = join(dir, 'authority');
  const authority = await Authority.init({ dir: folder, instance: 'BENCH' });
  const ca = [readFileSync(authority.files.ca, 'utf8')];
  const enrol = async (label: string, kind: 'authority' | 'region' | 'consumer'): Promise<TlsIdentity> => {
    const { key, csr } = await makeKeyAndCsr({ commonName: label, organisation: 'bench' });
    const regionCodes = kind === 'region' ? ['53'] : [];
    const endpoints = kind === 'consumer' ? [] : ['https://127.0.0.1'];
    const { id } = await authority.enroll({ csr, kind, label, regionCodes, endpoints, profile: 1, perimeter: ['*'] });
    return { key, cert: (await authority.approve(id, 'bench')).certificate, ca };
  };
  const own = await enrol('publication', 'authority');
  const publish = (port: number, maxStreamsPerMember: number): Promise<Publisher> =>
    startPublisher({
      authorityDir: folder,
      listen: { host: '127.0.0.1', port },
      identity: own,
      logger: SILENT,
      maxStreamsPerMember,
    });
  let publisher = await publish(0, 16);
  const { url } = publisher;
  await authority.setEndpoints('authority-publication', [url]);
  const identity = await enrol('region', 'region');
  const children: ChildProcess[] = [];
  const regions: RegionProcess[] = [];
  for (let i = 0; i < PROCESSES; i++) {
    const cacheFile = join(dir, `list-${i}.json`);
    copyFileSync(authority.files.list, cacheFile);
    const child = fork(new URL('./trust-bench-child.js', import.meta.url));
    children.push(child);
    const order = async <T>(sent: TrustOrder): Promise<T> => {
      const answer = once(child, 'message');
      child.send(sent);
      return (await answer)[0] as T;
    };
    const stateFile = join(dir, `seen-${i}.json`);
    const begin = { urls: [url], trustFile: authority.files.trust, cacheFile, stateFile, identity };
    regions.push({ ports: await order<TrustPorts>({ begin }), order });
  }
  return {
    dir,
    authority,
    regions,
    admit: (label) => enrol(label, 'consumer'),
    async rotate(id) {
      const { key, csr } = await makeKeyAndCsr({ commonName: id, organisation: 'bench' });
      return { key, cert: (await authority.rotate(id, { csr })).certificate, ca };
    },
    async applied(version) {
      const all = () => readAcks(folder).filter((ack) => ack.member === REGION && ack.version >= version);
      while (all().length < PROCESSES) await pause(20);
    },
    async cutPush() {
      await publisher.close();
      publisher = await publish(Number(new URL(url).port), 0);
    },
    async close() {
      for (const child of children) child.disconnect();
      await publisher.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
