import { request } from 'node:https';
import { MutualTlsAgents, type TlsIdentity } from '@inter-ror/mutual-tls';
import { openWhitelistFile } from '@inter-ror/whitelist';
import { type Cast, pause, REGION } from './trust-bench-cast.js';

export const RATE = 200;
const TICK_MS = 10;
const PHASE_MS = 1_000;

export interface RotationMeasure {
  requests: number;
  failed: number;
  seconds: number;
}

/** Both sides change key and certificate, and the former ones are withdrawn, under a steady load. */
export async function measureRotation(cast: Cast, label: string, client: TlsIdentity): Promise<RotationMeasure> {
  const { authority, regions } = cast;
  const id = `consumer-${label}`;
  const urls = regions.map(({ ports }) => `https://127.0.0.1:${ports.gated}`);
  await authority.setEndpoints(REGION, urls);
  const source = openWhitelistFile({ file: authority.files.list, trustFile: authority.files.trust, pollMs: 50 });
  const agents = new MutualTlsAgents({ identity: client, source });
  const outcomes: Promise<boolean>[] = [];
  const began = performance.now();
  let sent = 0;
  const load = setInterval(() => {
    // By the clock, so that a late timer does not lower the rate.
    for (const due = ((performance.now() - began) * RATE) / 1_000; sent < due; sent++) {
      outcomes.push(answered(urls[sent % urls.length]!, agents));
    }
  }, TICK_MS);
  const settled = async (version: number) => {
    await cast.applied(version);
    while (source.current().version < version) await pause(TICK_MS);
    await pause(PHASE_MS);
  };
  const currentVersion = () => authority.publish().then(({ version }) => version);
  try {
    await pause(PHASE_MS);
    const [nextClient, nextServer] = [await cast.rotate(id), await cast.rotate(REGION)];
    await settled(await currentVersion());
    agents.renew(nextClient);
    await pause(PHASE_MS);
    for (const { order } of regions) await order({ renew: nextServer });
    await pause(PHASE_MS);
    await authority.activate(id, { force: true });
    await pause(PHASE_MS);
  } finally {
    clearInterval(load);
  }
  const all = await Promise.all(outcomes);
  const seconds = (performance.now() - began) / 1_000;
  agents.close();
  source.close();
  return { requests: all.length, failed: all.filter((good) => !good).length, seconds };
}

function answered(url: string, agents: MutualTlsAgents): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      request(url, { agent: agents.agentFor(REGION) }, (res) => {
        res.resume();
        res.on('error', () => resolve(false)).on('end', () => resolve(res.statusCode === 200));
      })
        .on('error', () => resolve(false))
        .end();
    } catch {
      resolve(false);
    }
  });
}
