import { schemaContrat } from '@inter-ror/exposure-model';
import fc from 'fast-check';
import { execute, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { documentsAleatoires } from '../../regional-adapter/test/graphql-selections.js';
import { nationSchema } from '../src/answer/index.js';
import { createDirectAnswer } from '../src/direct/index.js';
import { CODES, InventedWorld } from './support/invented-world.js';
import { nationOfStages } from './support/stages.js';

const contract = schemaContrat();
const schema = nationSchema();
const worlds = new Map(CODES.map((code) => [code, new InventedWorld(contract, [code])]));
const whole = new InventedWorld(contract, CODES);

async function answerOf(code: string, query: string, variables: Record<string, unknown>) {
  const document = parse(query);
  expect(validate(contract, document)).toEqual([]);
  const rootValue = worlds.get(code)!.root();
  return JSON.stringify(await execute({ schema: contract, document, rootValue, variableValues: variables }));
}

/** The gateway's answer, and whether it came from the bytes of the regions. */
async function ask(query: string, variables: Record<string, unknown>, answer = answerOf) {
  const nation = nationOfStages(schema, CODES, (code, q) => answer(code, q.query, q.variables));
  const document = parse(query, { noLocation: true });
  const direct = await createDirectAnswer(
    schema,
    ({ missing }) => (missing.size === 0 ? undefined : { missing: [...missing.keys()] }),
    undefined,
  )({ prepared: { text: query, document }, operationName: undefined, variables, context: nation.context() });
  const byGraphqlJs = async () =>
    execute({ schema, document, variableValues: variables, contextValue: nation.context() });
  return { direct: direct?.toString('utf8'), byGraphqlJs, asked: nation.asked };
}

describe('a search answered from the bytes of the regions', () => {
  it('is what graphql-js answers over the whole nation, for random selections', async () => {
    let direct = 0;
    let runs = 0;
    const compare = async ({ query, variables }: { query: string; variables: Record<string, boolean> }) => {
      const document = parse(query);
      const expected = JSON.stringify(
        await execute({ schema: contract, document, rootValue: whole.root(), variableValues: variables }),
      );
      const answered = await ask(query, variables);
      runs++;
      if (answered.direct !== undefined) {
        direct++;
        expect(answered.direct).toBe(expected);
      }
      expect(JSON.stringify(await answered.byGraphqlJs())).toBe(expected);
    };
    await fc.assert(fc.asyncProperty(documentsAleatoires(contract, 1), compare), { numRuns: 60 });
    await fc.assert(fc.asyncProperty(documentsAleatoires(contract, 3), compare), { numRuns: 40 });
    expect(direct).toBeGreaterThan(runs / 5);
  });

  const SEARCH =
    '{ rechercherOffres(criteres: {}, first: 200) { nodes { id nom region { code } } totalCount regions { codes statut code message } } }';

  it.each([
    ['a null where none may be', (text: string) => text.replace('"id":"24/3"', '"id":null')],
    ['a wrong scalar', (text: string) => text.replace('"id":"24/3"', '"id":3')],
    ['a field too many', (text: string) => text.replace('"id":"24/3"', '"id":"24/3","more":1')],
    ['broken JSON', (text: string) => text.replace('"id":"24/3"', '"id":"24/3')],
    ['an offer too few', (text: string) => `${text.slice(0, text.lastIndexOf(',{"_":"Offre"'))}]}}}`],
    ['an answer cut short', (text: string) => text.slice(0, -10)],
    ['a cursor altered', (text: string) => text.replace(/"_curseurs":\["./, '"_curseurs":["*')],
    ['pages out of order', (text: string) => text.replace(/"_curseurs":\[("[^"]+"),("[^"]+")/, '"_curseurs":[$2,$1')],
    ['another region’s name', (text: string) => text.replace('"codes":["24"]', '"codes":["11"]')],
  ])('sets apart a region that gives %s, names it, and keeps the others whole', async (_, spoil) => {
    let spoilt = false;
    const answered = await ask(SEARCH, {}, async (code, query, variables) => {
      const text = await answerOf(code, query, variables);
      if (code !== '24') return text;
      spoilt ||= spoil(text) !== text;
      return spoil(text);
    });
    expect(spoilt).toBe(true);
    for (const { data } of [JSON.parse(answered.direct!), await answered.byGraphqlJs()]) {
      const page = data.rechercherOffres;
      expect(page.totalCount).toBe(18);
      expect(new Set(page.nodes.map((n: { id: string }) => n.id.slice(0, 2)))).toEqual(new Set(['11', '53']));
      expect(page.nodes).toHaveLength(18);
      expect(page.regions.map((r: { statut: string }) => r.statut)).toEqual(['OK', 'ERREUR', 'OK']);
      expect(page.regions[1].code).toMatch(/^(PAGE_ILLISIBLE|REPONSE_ILLISIBLE|REGION_NON_ACCORDEE)$/);
    }
  });

  it('leaves to graphql-js what is not a search alone, and what a profile does not see', async () => {
    expect(
      (await ask('{ __schema { queryType { name } } rechercherOffres(criteres: {}) { totalCount } }', {})).direct,
    ).toBe(undefined);
    const both = await ask('{ __typename rechercherOffres(criteres: {}) { __typename totalCount } }', {});
    expect(both.direct).toBe(
      '{"data":{"__typename":"Query","rechercherOffres":{"__typename":"PageOffres","totalCount":27}}}',
    );
  });
});

describe('national lists of a page', () => {
  it('are asked of each region once a round, whatever the number of offers', async () => {
    const query =
      '{ rechercherOffres(criteres: {}, first: 27) { nodes { entiteJuridique { entitesGeographiques { id } regions { codes } } } } }';
    const { byGraphqlJs, asked, direct } = await ask(query, {});
    expect(direct).toBe(undefined);
    asked.length = 0;
    const { data, errors } = await byGraphqlJs();
    expect(errors).toBe(undefined);
    expect(JSON.stringify(data)).toContain('entitesGeographiques');
    // Three keys in all: one question for the search, one for the lists.
    expect(asked.sort()).toEqual(['11', '11', '24', '24', '53', '53']);
  });
});
