import type { IncomingMessage, RequestListener } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { regionWithOffers } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

const SEARCH =
  '{ rechercherOffres(criteres: {champActivite: ["01"]}, tri: NOM) { totalCount nodes { nom } regions { codes statut } } }';

let nation: Awaited<ReturnType<typeof startTestNation>> | undefined;
afterEach(async () => {
  await nation?.close();
  nation = undefined;
});

async function eventsOf(res: IncomingMessage): Promise<string[]> {
  let text = '';
  for await (const chunk of res.setEncoding('utf8')) text += chunk;
  return text.split('\n\n').filter(Boolean);
}
const regionsIn = (events: string[]) =>
  events.filter((e) => e.startsWith('event: region\n')).map((e) => JSON.parse(e.split('\ndata: ')[1]!));

describe('who accepts events', () => {
  it('is told of each region as it replies, then has the very answer that others have', async () => {
    let release: (() => void) | undefined;
    const good = regionWithOffers('24', ['b']);
    const slow: RequestListener = (req, res) => {
      if (req.method === 'GET' || req.headers['x-request-id'] === 'warm-up') good(req, res);
      else release = () => good(req, res);
    };
    nation = await startTestNation(
      [
        { codes: ['11'], handler: regionWithOffers('11', ['a']) },
        { codes: ['24'], handler: slow },
        { codes: ['53'], dead: true },
      ],
      5_000,
    );
    const res = await nation.open(SEARCH, { accept: 'text/event-stream, application/json' });
    expect(res.headers['content-type']).toContain('text/event-stream');
    const events: string[] = [];
    let text = '';
    for await (const chunk of res.setEncoding('utf8') as AsyncIterable<string>) {
      text += chunk;
      const whole = text.split('\n\n');
      text = whole.pop()!;
      events.push(...whole);
      const told = regionsIn(events).map((r) => `${r.codes} ${r.statut}`);
      if (told.length === 2) {
        // The answer waits for one region: the other two are told already.
        expect(told.sort()).toEqual(['11 OK', '53 ERREUR']);
        expect(events.some((e) => e.startsWith('event: next'))).toBe(false);
        await vi.waitFor(() => expect(release).toBeDefined());
        release!();
      }
    }
    expect(regionsIn(events)).toHaveLength(3);
    expect(regionsIn(events)[2]).toMatchObject({ codes: ['24'], nom: 'Centre-Val de Loire', statut: 'OK' });
    expect(events.at(-1)).toBe('event: complete\ndata:');
    const answer = JSON.parse(events.at(-2)!.replace('event: next\ndata: ', ''));
    expect(answer.data.rechercherOffres).toMatchObject({ totalCount: 2, nodes: [{ nom: 'a' }, { nom: 'b' }] });
  }, 60_000);

  it('has a plain answer when nothing is to be told, and a refusal with its status', async () => {
    nation = await startTestNation([{ codes: ['11'], handler: regionWithOffers('11', ['a']) }], 2_000, [null]);
    const accept = 'text/event-stream, application/json';
    const plain = await nation.open('{ nomenclature(table: "R211", first: 1) { code } }', { accept });
    expect(plain.headers['content-type']).toContain('application/json');
    plain.resume();
    const refused = await nation.open('{ rechercherOffres(criteres: {}) { nope } }', { accept });
    expect(refused.headers['content-type']).toContain('application/json');
    refused.resume();
  }, 60_000);

  it('is told even when it joins a question that is out already', async () => {
    const good = regionWithOffers('11', ['a']);
    const held: (() => void)[] = [];
    const handler: RequestListener = (req, res) => void held.push(() => good(req, res));
    nation = await startTestNation(
      [
        { codes: ['11'], handler },
        { codes: ['53'], handler: regionWithOffers('53', ['b']) },
      ],
      5_000,
    );
    const accept = { accept: 'text/event-stream, application/json' };
    const first = eventsOf(await nation.open(SEARCH, accept));
    const second = eventsOf(await nation.open(SEARCH, accept));
    await expect.poll(() => held.length).toBeGreaterThan(0);
    for (const release of held.splice(0)) release();
    for (const all of [await first, await second])
      expect(
        regionsIn(all)
          .map((r) => r.codes[0])
          .sort(),
      ).toEqual(['11', '53']);
  }, 60_000);
});
