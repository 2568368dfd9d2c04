import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener } from 'node:http';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditEvent } from '@inter-ror/audit';
import {
  type AdmissionSource,
  createMutualTlsServer,
  fingerprintOf,
  type MutualTlsServer,
  type TlsIdentity,
} from '@inter-ror/mutual-tls';
import { Authority, makeKeyAndCsr, openWhitelistFile } from '@inter-ror/whitelist';
import { pino } from 'pino';
import { type GatewayOptions, startGateway } from '../../src/index.js';

export interface RegionScript {
  codes: string[];
  handler?: RequestListener;
  /** Serves the region in the place of `handler`; gives the address. */
  serve?(identity: TlsIdentity, source: AdmissionSource): Promise<string>;
  /** The list names this region, but nothing listens there. */
  dead?: boolean;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: JSON read by assertions
  body: any;
}

/** Regions of scripts answer what they are asked; they tell nothing of their state. */
function withoutState(handler: RequestListener): RequestListener {
  return (req, res) => {
    if (/^\/(etat|resume)\b/.test(req.url!)) res.writeHead(404).end();
    else handler(req, res);
  };
}

/**
 * A gateway on real sockets and certificates, before regions that behave as scripted.
 * @param profiles those of more clients, beside the one of profile 1
 */
export async function startTestNation(
  regions: readonly RegionScript[],
  deadlineMs = 600,
  profiles: readonly (number | null)[] = [],
  more: Partial<GatewayOptions> = {},
) {
  const dir = mkdtempSync(join(tmpdir(), 'ir-gateway-'));
  const authority = await Authority.init({
    dir: join(dir, 'authority'),
    instance: `TEST-${randomUUID().toUpperCase()}`,
  });
  const ca = [readFileSync(authority.files.ca, 'utf8')];
  const admit = async (
    kind: 'region' | 'gateway' | 'consumer',
    label: string,
    regionCodes: string[],
    profile: number | null,
    perimeter = ['*'],
  ) => {
    const { key, csr } = await makeKeyAndCsr({ commonName: label, organisation: 'test', type: 'EC' });
    const endpoints = kind === 'consumer' ? [] : ['https://127.0.0.1:9'];
    const { id } = await authority.enroll({ csr, kind, label, regionCodes, profile, perimeter, endpoints });
    const { certificate } = await authority.approve(id, 'test');
    return { id, identity: { key, cert: certificate, ca } satisfies TlsIdentity };
  };
  const gatewayMember = await admit('gateway', 'gateway', [], 1);
  const client = await admit('consumer', 'client', [], 1);
  const byProfile: { identity: TlsIdentity }[] = [];
  for (const profile of profiles) byProfile.push(await admit('consumer', `profil ${profile}`, [], profile));
  const proxy = await admit('consumer', 'mandataire', [], 0);
  const local = await admit('consumer', 'local', [], 1, ['24']);
  const listFiles = { file: authority.files.list, trustFile: authority.files.trust, pollMs: 50 };

  const closers: (() => Promise<void> | void)[] = [];
  const moves = new Map<string, (url: string) => Promise<void>>();
  for (const region of regions) {
    const member = await admit('region', `region ${region.codes.join('-')}`, region.codes, 1);
    if (region.dead) continue;
    const source = openWhitelistFile(listFiles);
    if (region.serve !== undefined) {
      await authority.setEndpoints(member.id, [await region.serve(member.identity, source)]);
      moves.set(region.codes[0]!, async (url) => void (await authority.setEndpoints(member.id, [url])));
      closers.push(() => source.close());
      continue;
    }
    const server: MutualTlsServer = createMutualTlsServer({
      identity: member.identity,
      source,
      accepts: ['gateway'],
      handler: withoutState(region.handler!),
    });
    await authority.setEndpoints(member.id, [await server.listen(0, '127.0.0.1')]);
    closers.push(
      () => server.close(50),
      () => source.close(),
    );
  }
  const accesses: AuditEvent[] = [];
  const admission = openWhitelistFile(listFiles);
  const options: GatewayOptions = {
    listen: { host: '127.0.0.1', port: 0 },
    identity: gatewayMember.identity,
    admission,
    logger: pino({ level: 'silent' }),
    onAccess: (event) => void accesses.push(event),
    deadlineMs,
    ...more,
    proxies: [{ fingerprint: fingerprintOf(proxy.identity.cert), header: 'x-client-cert' }],
  };
  const gateway = await startGateway(options);
  const agents: Agent[] = [];
  const asker = (identity: TlsIdentity, { url } = gateway) => {
    const agent = new Agent({ keepAlive: true, key: identity.key, cert: identity.cert, ca: [...identity.ca] });
    agents.push(agent);
    return (
      query: string,
      variables: Record<string, unknown> = {},
      headers: Record<string, string> = {},
      bodyDelayMs = 0,
    ) =>
      new Promise<Answer>((resolve, reject) => {
        const req = request(
          `${url}/graphql`,
          { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
          (res) => {
            let text = '';
            res.setEncoding('utf8');
            res.on('data', (chunk: string) => {
              text += chunk;
            });
            res.on('end', () => resolve({ status: res.statusCode!, headers: res.headers, body: JSON.parse(text) }));
          },
        );
        req.on('error', reject);
        const body = JSON.stringify({ query, variables });
        if (bodyDelayMs === 0) req.end(body);
        else {
          req.write(body.slice(0, 1));
          setTimeout(() => req.end(body.slice(1)), bodyDelayMs);
        }
      });
  };
  const opened = (identity: TlsIdentity, query: string, headers: Record<string, string>) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const agent = new Agent({ key: identity.key, cert: identity.cert, ca: [...identity.ca] });
      agents.push(agent);
      const more = { 'content-type': 'application/json', ...headers };
      const req = request(`${gateway.url}/graphql`, { method: 'POST', agent, headers: more }, resolve);
      req.on('error', reject);
      req.end(JSON.stringify({ query }));
    });
  return {
    gateway,
    authority,
    publicUrl: gateway.publicUrl,
    ca,
    /** The list gives another address to a region. */
    move: (code: string, url: string) => moves.get(code)!(url),
    /** What the gateway told its journal. */
    accesses,
    ask: asker(client.identity),
    /** The answer of `ask` as it comes. */
    open: (query: string, headers: Record<string, string>) => opened(client.identity, query, headers),
    /** Another gateway of the same nation, with a certificate of its own; and the client of `ask` at it. */
    async another(more: Partial<GatewayOptions> = {}) {
      const { id, identity } = await admit('gateway', 'another gateway', [], 1);
      const source = openWhitelistFile(listFiles);
      const other = await startGateway({ ...options, ...more, identity, admission: source });
      closers.unshift(
        () => other.close(50),
        () => source.close(),
      );
      const askAs = byProfile.map(({ identity: asking }) => asker(asking, other));
      return { id, gateway: other, ask: asker(client.identity, other), askAs };
    },
    /** Clients of the profiles given. */
    askAs: byProfile.map(({ identity }) => asker(identity)),
    /** The list that members follow. */
    listFiles,
    /** A declared reverse proxy, which forwards what it is told to. */
    askThroughProxy: asker(proxy.identity),
    /** The certificate of `ask`, as a reverse proxy forwards it. */
    forwarded: encodeURIComponent(client.identity.cert.slice(0, client.identity.cert.indexOf('-----END') + 25)),
    /** A client that may only ask for region 24. */
    askFrom24: asker(local.identity),
    async close() {
      for (const agent of agents) agent.destroy();
      await gateway.close(50);
      admission.close();
      for (const close of closers) await close();
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
