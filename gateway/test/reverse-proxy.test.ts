import { afterAll, beforeAll, expect, it } from 'vitest';
import { regionWithOffers } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

let nation: Awaited<ReturnType<typeof startTestNation>>;
const QUESTION = '{ rechercherOffres(criteres: {champActivite: ["01"]}, tri: NOM) { totalCount } }';

beforeAll(async () => {
  nation = await startTestNation([{ codes: ['11'], handler: regionWithOffers('11', ['a', 'b']) }]);
});
afterAll(() => nation.close());

it('a declared reverse proxy asks for the client whose certificate it forwards, and for nobody without one', async () => {
  const asked = await nation.askThroughProxy(QUESTION, {}, { 'x-client-cert': nation.forwarded });
  expect(asked.body.data.rechercherOffres.totalCount).toBe(2);
  const alone = await nation.askThroughProxy(QUESTION);
  expect([alone.status, alone.body.errors[0].extensions.code]).toEqual([403, 'PROXY']);
});

it('the same header from anybody else is nothing', async () => {
  const { body } = await nation.ask(QUESTION, {}, { 'x-client-cert': 'n’importe quoi'.replace('’', '') });
  expect(body.data.rechercherOffres.totalCount).toBe(2);
});
