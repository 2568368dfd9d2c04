import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { fingerprintOf, type TlsIdentity } from '@inter-ror/mutual-tls';
import { Authority, makeKeyAndCsr } from '@inter-ror/whitelist';
import type { BenchResult } from './result.js';
import { rounded } from './timing.js';
import type { SentList, TrustOrder, TrustPorts } from './trust-bench-child.js';
import { ask, begun, openHttp2, openSocket, rate } from './trust-bench-client.js';

const PROCESSES = 2;
const REVOKED_SOCKETS = 500;
const OTHERS_PER_PROCESS = 20;
const ROUNDS = 25;
const ROUND_MS = 250;
const LOAD_SOCKETS = 24;

interface Server {
  child: ChildProcess;
  ports: TrustPorts;
}

interface Cast {
  server: TlsIdentity;
  leaver: TlsIdentity;
  stayer: TlsIdentity;
}

/** What admission costs to a request, and how long a revoked member keeps its sockets. */
export async function runTrustBench(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-bench-trust-'));
  const servers: Server[] = [];
  try {
    const cast = await makeCast(dir);
    for (let i = 0; i < PROCESSES; i++) servers.push(await start(cast));
    const admission = await measureAdmission(servers[0]!, cast);
    const revocation = await measureRevocation(servers, cast);
    return report(admission, revocation);
  } finally {
    for (const { child } of servers) child.disconnect();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function makeCast(dir: string): Promise<Cast> {
  const authority = await Authority.init({ dir: join(dir, 'authority'), instance: 'BENCH' });
  const ca = [readFileSync(authority.files.ca, 'utf8')];
  const admit = async (label: string, kind: 'region' | 'consumer' = 'consumer'): Promise<TlsIdentity> => {
    const { key, csr } = await makeKeyAndCsr({ commonName: label, organisation: 'bench' });
    const regionCodes = kind === 'region' ? ['53'] : [];
    const { id } = await authority.enroll({ csr, kind, label, regionCodes, profile: 1, perimeter: ['*'] });
    return { key, cert: (await authority.approve(id, 'bench')).certificate, ca };
  };
  return { server: await admit('server', 'region'), leaver: await admit('leaver'), stayer: await admit('stayer') };
}

function listOf(members: Record<string, TlsIdentity>): SentList {
  const expires = Date.now() + 3_600_000;
  return {
    version: 1,
    instance: 'BENCH',
    expires,
    entries: Object.entries(members).map(([id, { cert }]) => ({
      member: { id, kind: 'consumer', label: id, regionCodes: [], endpoints: [], profile: 1, perimeter: ['*'] },
      certificates: [
        { fingerprint: fingerprintOf(cert), uses: ['client'], slot: 'current', notBefore: 0, notAfter: expires },
      ],
    })),
  };
}

async function start({ server, leaver, stayer }: Cast): Promise<Server> {
  const child = fork(new URL('./trust-bench-child.js', import.meta.url));
  const ports = await order<TrustPorts>(child, { begin: { identity: server, list: listOf({ leaver, stayer }) } });
  return { child, ports };
}

async function order<T>(child: ChildProcess, sent: TrustOrder): Promise<T> {
  const answer = once(child, 'message');
  child.send(sent);
  return (await answer)[0] as T;
}

interface AdmissionMeasure {
  gatedPerSecond: number;
  barePerSecond: number;
  /** Processor time of the server, for one request. */
  gatedCpuUs: number;
  bareCpuUs: number;
  /** Bare over gated, pair by pair of rounds, then the median. */
  throughputRatio: number;
  cpuRatio: number;
  /** What the gate adds, likewise. */
  admissionUs: number;
}

async function measureAdmission({ child, ports }: Server, { stayer }: Cast): Promise<AdmissionMeasure> {
  const open = (port: number) => Promise.all(Array.from({ length: LOAD_SOCKETS }, () => openSocket(port, stayer)));
  const sockets = { gated: await open(ports.gated), bare: await open(ports.bare) };
  const round = async (which: keyof TrustPorts) => {
    const before = await order<NodeJS.CpuUsage>(child, { cpu: true });
    const { perSecond, answers } = await rate(sockets[which], ROUND_MS);
    const after = await order<NodeJS.CpuUsage>(child, { cpu: true });
    return { perSecond, cpuUs: (after.user + after.system - before.user - before.system) / answers };
  };
  await round('gated');
  await round('bare');
  const rounds = [];
  // Each in turn first, so that neither gains from what the machine does meanwhile.
  for (let i = 0; i < ROUNDS; i++) {
    const first = i % 2 === 0 ? 'gated' : 'bare';
    const [a, b] = [await round(first), await round(first === 'gated' ? 'bare' : 'gated')];
    rounds.push(first === 'gated' ? { gated: a, bare: b } : { gated: b, bare: a });
  }
  for (const socket of [...sockets.gated, ...sockets.bare]) socket.destroy();
  return {
    gatedPerSecond: median(rounds.map(({ gated }) => gated.perSecond)),
    barePerSecond: median(rounds.map(({ bare }) => bare.perSecond)),
    gatedCpuUs: median(rounds.map(({ gated }) => gated.cpuUs)),
    bareCpuUs: median(rounds.map(({ bare }) => bare.cpuUs)),
    throughputRatio: median(rounds.map(({ gated, bare }) => bare.perSecond / gated.perSecond)),
    cpuRatio: median(rounds.map(({ gated, bare }) => gated.cpuUs / bare.cpuUs)),
    admissionUs: median(rounds.map(({ gated, bare }) => gated.cpuUs - bare.cpuUs)),
  };
}

interface RevocationMeasure {
  lastClosedMs: number;
  medianClosedMs: number;
  othersWhole: number;
  others: number;
}

async function measureRevocation(servers: readonly Server[], { leaver, stayer }: Cast): Promise<RevocationMeasure> {
  const leaving: TLSSocket[] = [];
  for (let i = 0; i < REVOKED_SOCKETS; i++) {
    const { gated } = servers[i % servers.length]!.ports;
    const kind = i % 3;
    if (kind === 2) leaving.push(await openHttp2(gated, leaver));
    else leaving.push(await begun(await openSocket(gated, leaver), kind === 0 ? '/' : '/stream'));
  }
  const staying = await Promise.all(
    servers.flatMap(({ ports }) => Array.from({ length: OTHERS_PER_PROCESS }, () => openSocket(ports.gated, stayer))),
  );
  const answers = staying.map((socket) => slow(socket));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const list = listOf({ stayer });
  const swapped = performance.now();
  const ends = leaving.map(async (socket) => {
    if (!socket.closed) await once(socket, 'close');
    return performance.now() - swapped;
  });
  for (const { child } of servers) child.send({ swap: list } satisfies TrustOrder);
  const times = (await Promise.all(ends)).sort((a, b) => a - b);
  const whole = (await Promise.all(answers)).filter(Boolean).length;
  for (const socket of staying) socket.destroy();
  return {
    lastClosedMs: times.at(-1)!,
    medianClosedMs: median(times),
    othersWhole: whole,
    others: staying.length,
  };
}

/** Whether a request of a second, in flight when the other member is revoked, is answered whole. */
function slow(socket: TLSSocket): Promise<boolean> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
      if (text.includes('whole')) resolve(true);
    });
    socket.once('close', () => resolve(false));
    ask(socket, '/slow');
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function report(a: AdmissionMeasure, r: RevocationMeasure): BenchResult {
  const load = loadavg()[0]!;
  return {
    title: 'Trust: what admission costs, and how soon a revoked member is out',
    lines: [
      `admission: ${rounded(a.gatedPerSecond)} requests/s behind the gate, ${rounded(a.barePerSecond)} without, ` +
        `median ratio of ${ROUNDS} pairs of rounds ${rounded(a.throughputRatio)} (at most 1.05)`,
      `processor of the server for a request: ${rounded(a.gatedCpuUs)} µs behind the gate, ${rounded(a.bareCpuUs)} ` +
        `without, median of the differences ${rounded(a.admissionUs)} µs (under 20)`,
      `revocation: ${REVOKED_SOCKETS} sockets (keep-alive, streaming, HTTP/2) over ${PROCESSES} processes, ` +
        `last closed ${rounded(r.lastClosedMs)} ms after the list changed, median ${rounded(r.medianClosedMs)} (under 1000)`,
      `requests of the other member in flight answered whole: ${r.othersWhole} of ${r.others}`,
      `load of the machine: ${rounded(load)}`,
    ],
    ratios: {
      admission: rounded(a.throughputRatio),
      admissionCpu: rounded(a.cpuRatio),
      revocationUnderOneSecond: rounded(1_000 / r.lastClosedMs),
    },
    raw: {
      gatedPerSecond: rounded(a.gatedPerSecond),
      barePerSecond: rounded(a.barePerSecond),
      admissionUs: rounded(a.admissionUs),
      lastClosedMs: rounded(r.lastClosedMs),
      medianClosedMs: rounded(r.medianClosedMs),
      othersInFlight: r.others,
      othersWhole: r.othersWhole,
      load: rounded(load),
    },
    versions: { node: process.version },
  };
}
