import { loadavg } from 'node:os';
import type { BenchResult } from './result.js';
import { rounded } from './timing.js';
import { type AdmissionMeasure, measureAdmission, ROUNDS } from './trust-bench-admission.js';
import { makeCast, pause } from './trust-bench-cast.js';
import { measureRevocation, REVOKED_SOCKETS, type RevocationMeasure } from './trust-bench-revocation.js';
import { measureRotation, RATE, type RotationMeasure } from './trust-bench-rotation.js';

/** Seconds, as the authority writes it in each list. */
const HEARTBEAT_AGE_S = 60;
/** For the readers to have found the push cut, and asked once. */
const SETTLED_MS = 3_000;

/** What admission costs to a request, how long a revoked member keeps its sockets, what a rotation costs. */
export async function runTrustBench(): Promise<BenchResult> {
  const cast = await makeCast();
  try {
    const stayer = await cast.admit('stayer');
    await cast.applied((await cast.authority.publish()).version);
    const admission = await measureAdmission(cast.regions[0]!, stayer);
    const pushed = await measureRevocation(cast, 'leaver', stayer);
    const rotation = await measureRotation(cast, 'stayer', stayer);
    const other = await cast.admit('other');
    await cast.cutPush();
    await pause(SETTLED_MS);
    const pulled = await measureRevocation(cast, 'late', other);
    return report(admission, { pushed, pulled }, rotation);
  } finally {
    await cast.close();
  }
}

function report(
  a: AdmissionMeasure,
  { pushed, pulled }: { pushed: RevocationMeasure; pulled: RevocationMeasure },
  rotation: RotationMeasure,
): BenchResult {
  const load = loadavg()[0]!;
  const told = (how: string, r: RevocationMeasure, bound: string) =>
    `revocation, ${how}: ${REVOKED_SOCKETS} sockets (keep-alive, streaming, HTTP/2) over two processes, last closed ` +
    `${rounded(r.lastClosedMs)} ms after the authority was told, median ${rounded(r.medianClosedMs)} (${bound}); ` +
    `requests of another member meanwhile answered whole: ${r.othersWhole} of ${r.others}`;
  return {
    title: 'Trust: what admission costs, how soon a revoked member is out, what a rotation costs',
    lines: [
      `admission: ${rounded(a.gatedPerSecond)} requests/s behind the gate, ${rounded(a.barePerSecond)} without, ` +
        `median ratio of ${ROUNDS} pairs of rounds ${rounded(a.throughputRatio)} (at most 1.05)`,
      `processor of the server for a request: ${rounded(a.gatedCpuUs)} µs behind the gate, ${rounded(a.bareCpuUs)} ` +
        `without, median of the differences ${rounded(a.admissionUs)} µs (under 20)`,
      told('pushed', pushed, 'under 1000'),
      told('push cut', pulled, `under the heartbeat's age, ${HEARTBEAT_AGE_S} s`),
      `rotation of both sides under ${RATE} requests/s: ${rotation.requests} requests in ${rounded(rotation.seconds)} s, ` +
        `${rotation.failed} failed`,
      `load of the machine: ${rounded(load)}`,
    ],
    ratios: {
      admission: rounded(a.throughputRatio),
      admissionCpu: rounded(a.cpuRatio),
      revocationUnderOneSecond: rounded(1_000 / pushed.lastClosedMs),
      revocationUnderHeartbeatAge: rounded((HEARTBEAT_AGE_S * 1_000) / pulled.lastClosedMs),
    },
    raw: {
      gatedPerSecond: rounded(a.gatedPerSecond),
      barePerSecond: rounded(a.barePerSecond),
      admissionUs: rounded(a.admissionUs),
      pushedLastClosedMs: rounded(pushed.lastClosedMs),
      pushedMedianClosedMs: rounded(pushed.medianClosedMs),
      pulledLastClosedMs: rounded(pulled.lastClosedMs),
      othersInFlight: pushed.others + pulled.others,
      othersWhole: pushed.othersWhole + pulled.othersWhole,
      rotationRequests: rotation.requests,
      rotationFailed: rotation.failed,
      load: rounded(load),
    },
    versions: { node: process.version },
  };
}
