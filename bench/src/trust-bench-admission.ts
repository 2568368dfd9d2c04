import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { median, type RegionProcess } from './trust-bench-cast.js';
import type { TrustPorts } from './trust-bench-child.js';
import { openSocket, rate } from './trust-bench-client.js';

export const ROUNDS = 25;
const ROUND_MS = 250;
const LOAD_SOCKETS = 24;

export interface AdmissionMeasure {
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

/** What the gate adds to a request, against the same server without it, in turn. */
export async function measureAdmission(
  { ports, order }: RegionProcess,
  client: TlsIdentity,
): Promise<AdmissionMeasure> {
  const open = (port: number) => Promise.all(Array.from({ length: LOAD_SOCKETS }, () => openSocket(port, client)));
  const sockets = { gated: await open(ports.gated), bare: await open(ports.bare) };
  const round = async (which: keyof TrustPorts) => {
    const before = await order<NodeJS.CpuUsage>({ cpu: true });
    const { perSecond, answers } = await rate(sockets[which], ROUND_MS);
    const after = await order<NodeJS.CpuUsage>({ cpu: true });
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
