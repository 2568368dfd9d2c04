import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecrireCsd } from '@inter-ror/csd';
import { fingerprintOf, type MemberKind, type TlsIdentity } from '@inter-ror/mutual-tls';
import { type AdapterOptions, type RegionalAdapter, startAdapter } from '@inter-ror/regional-adapter';
import { Authority, type FollowedWhitelist, makeKeyAndCsr, openWhitelistFile } from '@inter-ror/whitelist';
import { pino } from 'pino';
import { vi } from 'vitest';
import { type RegionEnMemoire, regionEnMemoire } from './graphql-region.js';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: JSON read by assertions
  body: any;
}

/** An authority, its list, and adapters on real sockets in a temporary folder. */
export async function openNetwork() {
  const dir = mkdtempSync(join(tmpdir(), 'ir-adapter-'));
  const authority = await Authority.init({ dir: join(dir, 'authority'), instance: 'TEST' });
  const ca = [readFileSync(authority.files.ca, 'utf8')];
  const closers: (() => unknown)[] = [];
  const admissions = new Set<FollowedWhitelist>();
  const journal: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void journal.push(line) });

  async function admit(
    kind: Exclude<MemberKind, 'authority'>,
    label: string,
    { profile = 1, perimeter = ['*'] }: { profile?: number | null; perimeter?: string[] } = {},
  ): Promise<TlsIdentity> {
    const { key, csr } = await makeKeyAndCsr({ commonName: label, organisation: 'test', type: 'EC' });
    const endpoints = kind === 'consumer' ? [] : ['https://127.0.0.1:9'];
    const regionCodes = kind === 'region' ? ['53'] : [];
    const { id } = await authority.enroll({ csr, kind, label, regionCodes, profile, perimeter, endpoints });
    const { certificate } = await authority.approve(id, 'test');
    // Those who serve already read the list at their own pace.
    const [print, use] = [fingerprintOf(certificate), kind === 'region' ? 'server' : 'client'] as const;
    await vi.waitUntil(() => [...admissions].every((list) => list.current().certificate(print, use)), 5_000);
    return { key, cert: certificate, ca };
  }
  const identity = await admit('region', 'bretagne');

  /** An export of invented offers. */
  function writeExport(name: string, offers: number, seed = 1): string {
    return writeRegion(name, regionEnMemoire(offers, seed));
  }

  function writeRegion(name: string, region: RegionEnMemoire): string {
    const file = join(dir, name);
    writeFileSync(file, [...ecrireCsd(region.enregistrements())].join(''));
    return file;
  }

  async function start(more: Partial<AdapterOptions> = {}): Promise<RegionalAdapter> {
    const admission = openWhitelistFile({ file: authority.files.list, trustFile: authority.files.trust, pollMs: 50 });
    admissions.add(admission);
    const adapter = await startAdapter({
      codes: ['53'],
      nom: 'Bretagne',
      solution: 'IESS',
      storeDir: mkdtempSync(join(dir, 'store-')),
      listen: { host: '127.0.0.1', port: 0 },
      identity,
      admission,
      logger,
      ...more,
    });
    closers.push(async () => {
      await adapter.close(50);
      admission.close();
      admissions.delete(admission);
    });
    return adapter;
  }

  /** Gives the region, in the list, the address of its adapter. */
  async function listAt({ url }: RegionalAdapter): Promise<void> {
    const { id } = authority.list().find(({ kind }) => kind === 'region')!;
    await authority.setEndpoints(id, [url]);
  }

  function asker(adapter: RegionalAdapter, client: TlsIdentity) {
    const agent = new Agent({ keepAlive: true, key: client.key, cert: client.cert, ca: [...client.ca] });
    closers.unshift(() => agent.destroy());
    /** A request whose body the caller ends. */
    const open = (method: string, path: string, headers: Record<string, string> = {}) => {
      const req = request(`${adapter.url}${path}`, { method, agent, headers });
      const answer = new Promise<Answer>((resolve, reject) => {
        req.on('error', reject);
        req.on('response', (res) => {
          let text = '';
          res.setEncoding('utf8').on('data', (chunk) => {
            text += chunk;
          });
          res.on('end', () => {
            const json = res.headers['content-type']?.includes('json') ?? false;
            resolve({ status: res.statusCode!, headers: res.headers, body: json ? JSON.parse(text) : text });
          });
          res.on('error', reject);
        });
      });
      return { req, answer };
    };
    const post = (headers = {}) => open('POST', '/graphql', { 'content-type': 'application/json', ...headers });
    return {
      get(path: string, headers?: Record<string, string>) {
        const { req, answer } = open('GET', path, headers);
        req.end();
        return answer;
      },
      ask(query: string, variables: object = {}, headers: (body: Buffer) => Record<string, string> = () => ({})) {
        const body = Buffer.from(JSON.stringify({ query, variables }));
        const { req, answer } = post(headers(body));
        req.end(body);
        return answer;
      },
      soap(envelope: string | Buffer, headers: Record<string, string> = {}) {
        const { req, answer } = open('POST', '/soap', {
          'content-type': 'application/soap+xml; charset=utf-8',
          ...headers,
        });
        req.end(envelope);
        return answer;
      },
      /** Sends the head and the beginning of a request; `rest` sends what remains. */
      askInTwo(query: string) {
        const { req, answer } = post();
        const body = JSON.stringify({ query });
        req.write(body.slice(0, 10));
        return { answer, rest: () => req.end(body.slice(10)) };
      },
    };
  }

  return {
    dir,
    /** Of the region, and of the authority. */
    identity,
    files: authority.files,
    journal,
    admit,
    writeExport,
    writeRegion,
    start,
    listAt,
    asker,
    async close() {
      for (const close of closers) await close();
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
