import { once } from 'node:events';
import type { TLSSocket } from 'node:tls';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { type Cast, median, pause } from './trust-bench-cast.js';
import { ask, begun, openHttp2, openSocket } from './trust-bench-client.js';

export const REVOKED_SOCKETS = 500;
const OTHERS_PER_PROCESS = 20;

export interface RevocationMeasure {
  /** From the order given to the authority to the close of the last socket. */
  lastClosedMs: number;
  medianClosedMs: number;
  /** Requests of another member, of a second each, that were in flight at some instant of it. */
  others: number;
  othersWhole: number;
}

/** Revokes a member that has open sockets of all kinds at both processes, while another one asks without pause. */
export async function measureRevocation(cast: Cast, label: string, stayer: TlsIdentity): Promise<RevocationMeasure> {
  const leaver = await cast.admit(label);
  const { version } = await cast.authority.publish();
  await cast.applied(version);
  const leaving: TLSSocket[] = [];
  for (let i = 0; i < REVOKED_SOCKETS; i++) {
    const { gated } = cast.regions[i % cast.regions.length]!.ports;
    // By pairs: both processes get some of each kind.
    const kind = Math.floor(i / 2) % 3;
    if (kind === 2) leaving.push(await openHttp2(gated, leaver));
    else leaving.push(await begun(await openSocket(gated, leaver), kind === 0 ? '/' : '/stream'));
  }
  const ends = leaving.map(async (socket) => {
    if (!socket.closed) await once(socket, 'close');
    return performance.now();
  });
  let going = true;
  const staying = cast.regions.flatMap(({ ports }) =>
    Array.from({ length: OTHERS_PER_PROCESS }, async () => {
      const socket = await openSocket(ports.gated, stayer);
      const answers: boolean[] = [];
      while (going && answers.at(-1) !== false) answers.push(await slow(socket));
      socket.destroy();
      return answers;
    }),
  );
  await pause(300);
  const open = leaving.filter(({ closed }) => !closed).length;
  if (open < REVOKED_SOCKETS) throw new Error(`${REVOKED_SOCKETS - open} sockets closed before the revocation`);
  const ordered = performance.now();
  await cast.authority.revoke(`consumer-${label}`, 'bench');
  const times = (await Promise.all(ends)).map((end) => end - ordered).sort((a, b) => a - b);
  going = false;
  const answers = (await Promise.all(staying)).flat();
  return {
    lastClosedMs: times.at(-1)!,
    medianClosedMs: median(times),
    others: answers.length,
    othersWhole: answers.filter(Boolean).length,
  };
}

/** Whether a request of a second is answered whole. */
function slow(socket: TLSSocket): Promise<boolean> {
  return new Promise((resolve) => {
    let text = '';
    const end = (whole: boolean) => {
      socket.off('data', onData).off('close', onClose);
      resolve(whole);
    };
    const onClose = () => end(false);
    const onData = (chunk: Buffer) => {
      text += chunk;
      if (text.includes('whole')) end(true);
    };
    socket.on('data', onData).once('close', onClose);
    ask(socket, '/slow');
  });
}
