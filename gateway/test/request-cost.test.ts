import { readFileSync } from 'node:fs';
import { SDL } from '@inter-ror/exposure-model';
import { buildSchema, getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createRequestCost, PRICES } from '../src/limits/index.js';

const schema = buildSchema(SDL);
const costOf = createRequestCost(schema);
const cost = (text: string, variables?: Record<string, unknown>, operationName?: string) =>
  costOf({ prepared: { text, document: parse(text) }, operationName, variables });

describe('The price of a request', () => {
  it('is that of a question, of its fields, and of a page of them', () => {
    expect(cost('{ rechercherOffres(criteres: {}) { totalCount } }')).toBe(500 + 1 + 1);
    expect(cost('{ rechercherOffres(criteres: {}, first: 7) { nodes { id nom } } }')).toBe(500 + 2 + 7 * 2);
    expect(cost('{ rechercherOffres(criteres: {}) { nodes { region { code } } } }')).toBe(500 + 2 + 20 * 2);
    expect(cost('{ rechercherOffres(criteres: {}, first: 2) { nodes { contacts { nom } } } }')).toBe(500 + 2 + 2 * 6);
    expect(cost('{ nomenclature(table: "R211", first: 3) { code libelle } }')).toBe(1 + 3 * 2);
    expect(cost('{ offre(id: "a") { id } regions { nom } }')).toBe(500 + 1 + 1 + 500 + 1 + 20);
    expect(cost('{ entiteJuridique(numFINESS: "1") { entitesGeographiques { nom } regions { statut } } }')).toBe(
      500 + 1 + (1 + 50 + 20) + (1 + 50 + 20),
    );
  });

  it('follows the page, the directives and the fragments that variables and operations choose', () => {
    const text =
      'query A($n: Int = 4, $with: Boolean = false) { ...Q } fragment Q on Query { r: rechercherOffres(criteres: {}, first: $n) { nodes { id @skip(if: $with) ...O @include(if: $with) } } } ' +
      'fragment O on Offre { id nom adresse { localite } } query B { __typename }';
    expect(cost(text, {}, 'A')).toBe(502 + 4);
    expect(cost(text, { n: 9 }, 'A')).toBe(502 + 9);
    expect(cost(text, { n: 9, with: true }, 'A')).toBe(502 + 9 * 4);
    expect(cost(text, { with: 'true' }, 'A')).toBe(502 + 4);
    expect(cost(text, {}, 'B')).toBe(1);
    expect(cost(text, {}, 'C')).toBe(0);
  });

  it('counts a page at most as large as may be asked: its own rule refuses it', () => {
    const page = (first: unknown) =>
      cost('query ($f: Int) { rechercherOffres(criteres: {}, first: $f) { nodes { id } } }', { f: first });
    expect([page(1e300), page(201), page(200), page(-1), page(null), page('8')]).toEqual([
      702, 702, 702, 522, 522, 522,
    ]);
  });

  it('stays a number when lists are nested as deep as a document may be', () => {
    const deep = `${'enfants { '.repeat(18)}id${' }'.repeat(18)}`;
    expect(cost(`{ organisationInterne(id: "a") { ${deep} } }`)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('is that of the table of the documentation', () => {
    const page = readFileSync(new URL('../../docs/integrators.md', import.meta.url), 'utf8');
    const section = page.slice(page.indexOf('### Price of a request'));
    const figure = (row: RegExp) => Number(row.exec(section)?.[1]?.replace(',', ''));
    expect(figure(/\| a field, .* \| (\d+) \|/)).toBe(PRICES.champ);
    expect(figure(/\| a root field .* \| (\d+) \|/)).toBe(PRICES.question);
    expect(figure(/\| a list that is gathered .* \| (\d+) \|/)).toBe(PRICES.listeNationale);
    expect(figure(/\| offers, organisations, .* \| (\d+) objects \|/)).toBe(PRICES.fiches);
    expect(figure(/\| any other \| (\d+) objects \|/)).toBe(PRICES.elements);
    expect(figure(/the schema costs ([\d,]+)/)).toBe(cost(getIntrospectionQuery()));
    const question = [...page.matchAll(/```graphql\n(query Recherche[\s\S]*?)```/g)][0]![1]!.replace(
      'first: 20',
      'first: 200',
    );
    expect(Math.abs(cost(question) - figure(/cost about ([\d,]+);/))).toBeLessThan(1_000);
  });
});
