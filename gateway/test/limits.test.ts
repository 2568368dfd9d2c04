import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regionWithOffers } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

const PER_MINUTE = 30;
const QUESTION =
  '{ rechercherOffres(criteres: {champActivite: ["01"]}, tri: NOM, first: 2) { totalCount nodes { id } } }';

let nation: Awaited<ReturnType<typeof startTestNation>>;
const asked: string[] = [];
const refusals: string[] = [];
/** Holds the answers of the region while it is set. */
let held: Promise<void> | undefined;

beforeAll(async () => {
  const offers = regionWithOffers('11', ['a', 'b']);
  const handler: RequestListener = async (req, res) => {
    asked.push(req.headers['x-request-id'] as string);
    await held;
    offers(req, res);
  };
  nation = await startTestNation([{ codes: ['11'], handler }], 5_000, [2, 2, 2], {
    memberLimits: { simultaneous: 3, perMinute: PER_MINUTE },
    costMax: 2_000,
    introspection: false,
    onRefused: (member, code) => void refusals.push(`${member} ${code}`),
  });
});
afterAll(() => nation.close());

describe('A member', () => {
  it('may have so many requests at work, whatever its sockets, and the others are served meanwhile', async () => {
    const [ask, other] = nation.askAs as [typeof nation.ask, typeof nation.ask];
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    const before = asked.length;
    const served = [1, 2, 3].map((rank) => ask(QUESTION.replace('first: 2', `first: ${rank}`)));
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(before);
    await expect
      .poll(async () => (await ask('{ __typename }')).body, { timeout: 20_000 })
      .toMatchObject({
        errors: [
          {
            message: expect.stringContaining('3 demandes en cours'),
            extensions: { code: 'TROP_DE_DEMANDES_SIMULTANEES', maximum: 3, demande: 4 },
          },
        ],
      });
    const refused = await ask('{ __typename }');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1']);
    expect((await other('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
    release();
    held = undefined;
    for (const answer of await Promise.all(served)) expect(answer.body.data.rechercherOffres.totalCount).toBe(2);
    expect((await ask('{ __typename }')).status).toBe(200);
  });

  it('may send so many requests a minute, and is told the rate, what it sent and when to come back', async () => {
    const [, , ask] = nation.askAs as (typeof nation.ask)[];
    const statuses: number[] = [];
    for (let i = 0; i < PER_MINUTE; i++) statuses.push((await ask!('{ __typename }')).status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    // The bucket fills while they are sent.
    let refused = await ask!('{ __typename }');
    for (let i = 0; i < 2 * PER_MINUTE && refused.status === 200; i++) refused = await ask!('{ __typename }');
    expect(refused.status).toBe(429);
    expect(refused.body.errors[0]).toMatchObject({
      message: expect.stringContaining(`${PER_MINUTE} demandes par minute`),
      extensions: { code: 'TROP_DE_DEMANDES', maximum: PER_MINUTE, demande: PER_MINUTE + 1 },
    });
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60 / PER_MINUTE + 1);
    expect((await nation.ask('{ __typename }')).status).toBe(200);
    const told = nation.accesses.at(-2)!;
    expect(told).toMatchObject({ action: 'acces', after: { decision: 'TROP_DE_DEMANDES', profil: 2 } });
    expect(refusals).toContain(`${told.actor} TROP_DE_DEMANDES`);
  });
});

describe('A request that costs too much', () => {
  const LARGE =
    'query ($first: Int) { rechercherOffres(criteres: {champActivite: ["01"]}, tri: NOM, first: $first) { nodes { id nom equipements { id } } } }';

  it('is refused with its price before any region is asked, and audited', async () => {
    expect((await nation.ask(LARGE, { first: 100 })).body.data.rechercherOffres.nodes).toHaveLength(2);
    const before = asked.length;
    const { status, body } = await nation.ask(LARGE, { first: 200 }, { 'x-request-id': 'trop-cher' });
    expect(status).toBe(200);
    expect(body).toEqual({
      errors: [
        expect.objectContaining({
          message: expect.stringContaining('« coût »'),
          extensions: { code: 'LIMITE_DEPASSEE', limite: 'coût', maximum: 2_000, demande: 502 + 200 * 8 },
        }),
      ],
    });
    expect(asked.length).toBe(before);
    expect(nation.accesses.at(-1)).toMatchObject({ after: { decision: 'LIMITE_DEPASSEE', requete: 'trop-cher' } });
    expect(refusals.at(-1)).toMatch(/ LIMITE_DEPASSEE$/);
  });
});

it('The schema is not read where introspection is closed, and the refusal names the field', async () => {
  const { body } = await nation.ask('{ a: __schema { types { name } } }');
  expect(body.errors[0]).toMatchObject({
    message: expect.stringContaining('« __schema »'),
    extensions: { code: 'INTROSPECTION_FERMEE', champ: '__schema' },
  });
  expect((await nation.ask('{ __type(name: "Offre") { name } }')).body.errors[0].message).toContain('« __type »');
  expect((await nation.ask('{ __typename }')).body.data).toEqual({ __typename: 'Query' });
  expect(refusals.at(-1)).toMatch(/ INTROSPECTION_FERMEE$/);
});
