import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import type { TlsIdentity } from '@inter-ror/mutual-tls';
import { type EtatRegion, lireEtat, lireResume, STATE_HEADER, STATE_PATHS } from '@inter-ror/region-state';
import type { RegionalAdapter } from '@inter-ror/regional-adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from './server-harness.js';

const COUNT = '{ rechercherOffres(criteres: {}, first: 1) { totalCount } }';
let network: Awaited<ReturnType<typeof openNetwork>>;
let gateway: TlsIdentity;

beforeAll(async () => {
  network = await openNetwork();
  gateway = await network.admit('gateway', 'passerelle');
});
afterAll(() => network?.close());

async function until(condition: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not so after ${ms} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Follows the states of an adapter. */
function follow({ url }: RegionalAdapter, { key, cert, ca }: TlsIdentity) {
  const states: EtatRegion[] = [];
  let beats = 0;
  let ended = false;
  const status = new Promise<number>((resolve) => {
    const req = request(`${url}${STATE_PATHS.flux}`, { key, cert, ca: [...ca], agent: false });
    req.on('response', (res) => {
      resolve(res.statusCode!);
      let pending = '';
      res.setEncoding('utf8').on('data', (text: string) => {
        const events = (pending + text).split('\n\n');
        pending = events.pop()!;
        for (const event of events) {
          const data = /^event: etat\ndata: (.*)$/s.exec(event)?.[1];
          if (data === undefined) beats++;
          else states.push(lireEtat(data));
        }
      });
      res.on('close', () => {
        ended = true;
      });
    });
    req.on('error', () => {
      ended = true;
    });
    req.end();
  });
  return { states, status, beats: () => beats, ended: () => ended };
}

describe('What a region tells of itself', () => {
  it('is pushed to a gateway at each change that can change an answer, and names the state of each answer', async () => {
    const oppositions = join(network.dir, 'oppositions-etat.csv');
    writeFileSync(oppositions, '');
    const adapter = await network.start({ oppositions });
    const { ask, get } = network.asker(adapter, gateway);
    const followed = follow(adapter, gateway);
    await until(() => followed.states.length === 1);
    expect(followed.states[0]).toMatchObject({ codes: ['53'], generation: null, date: null });

    await adapter.recharger(network.writeExport('etat-1.xml', 20));
    await until(() => followed.states.length === 2);
    const served = followed.states[1]!;
    expect(served.generation).toMatch(/^1-/);
    expect((await ask(COUNT)).headers[STATE_HEADER]).toBe(served.etat);

    await adapter.recharger(network.writeExport('etat-2.xml', 20, 2));
    await until(() => followed.states.length === 3);
    writeFileSync(oppositions, '810000000001;2026-01-01\n');
    await until(() => followed.states.length === 4);
    expect(followed.states[3]!.generation).toBe(followed.states[2]!.generation);
    expect(new Set(followed.states.map(({ etat }) => etat)).size).toBe(4);

    const { status, headers, body } = await get(STATE_PATHS.etat);
    expect({ status, body }).toEqual({ status: 200, body: followed.states[3] });
    expect((await get(STATE_PATHS.etat, { 'if-none-match': String(headers.etag) })).status).toBe(304);
    await until(() => followed.beats() > 0);
    await adapter.close(50);
    await until(followed.ended);
  });

  it('is summed up for a profile, under the name of its state', async () => {
    const adapter = await network.start();
    const { get, ask } = network.asker(adapter, gateway);
    expect((await get(`${STATE_PATHS.resume}?profil=0`)).status).toBe(503);
    await adapter.recharger(network.writeExport('resume.xml', 30));
    const { body } = await get(`${STATE_PATHS.resume}?profil=0`);
    const resume = lireResume(JSON.stringify(body));
    const counted = await ask(COUNT);
    expect(resume.etat).toBe(counted.headers[STATE_HEADER]);
    expect(resume.offres.offres).toBe(counted.body.data.rechercherOffres.totalCount);
    expect((await get(`${STATE_PATHS.resume}?profil=7`)).status).toBe(403);
  });

  it('is told to gateways alone, each within the profile of its entry', async () => {
    const application = await network.admit('consumer', 'application');
    const publique = await network.admit('gateway', 'publique', { profile: 0 });
    const adapter = await network.start();
    await adapter.recharger(network.writeExport('reserve.xml', 10));
    const consumer = network.asker(adapter, application);
    for (const path of Object.values(STATE_PATHS)) {
      const { status, body } = await consumer.get(path);
      expect({ path, status, code: body.errors[0].extensions.code }).toEqual({
        path,
        status: 403,
        code: 'RESERVE_PASSERELLE',
      });
    }
    expect((await consumer.ask(COUNT)).headers[STATE_HEADER]).toBeUndefined();
    const lower = network.asker(adapter, publique);
    expect((await lower.get(`${STATE_PATHS.resume}?profil=0`)).status).toBe(200);
    expect((await lower.get(`${STATE_PATHS.resume}?profil=1`)).status).toBe(403);
  });

  it('is told on a bounded number of streams to one gateway', async () => {
    const adapter = await network.start();
    const all = Array.from({ length: 17 }, () => follow(adapter, gateway));
    const statuses = await Promise.all(all.map(({ status }) => status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(16);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });
});
