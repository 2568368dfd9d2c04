import { schemaContrat } from '@inter-ror/exposure-model';
import type { PreparedDocument } from '@inter-ror/graphql-endpoint';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import fc from 'fast-check';
import { execute, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Concepts, creerRepondreCompile, racine, servirGeneration, VuesRequete } from '../src/graphql/index.js';
import { OfferIndex } from '../src/offer-index/index.js';
import { regionEnMemoire } from './graphql-region.js';
import { documentsAleatoires } from './graphql-selections.js';

const schema = schemaContrat();
const nomenclatures = Nomenclatures.officielles();

function generation(nombreOffres: number, octetsFragments = 8 << 20) {
  const lecteur = regionEnMemoire(nombreOffres);
  return servirGeneration(lecteur, OfferIndex.depuis(lecteur.segment()), {
    instance: { codes: ['53'], nom: 'Bretagne', solution: 'IESS' },
    nomenclatures,
    concepts: new Concepts(nomenclatures),
    octetsFragments,
  }).vue(1);
}

const servie = generation(60);
const repondre = creerRepondreCompile(schema);

function contexte(sur = servie) {
  return { generation: sur, vues: new VuesRequete(sur), pointsConfigures: new Map() };
}

function preparer(query: string): PreparedDocument {
  const document = parse(query, { noLocation: true });
  expect(validate(schema, document)).toEqual([]);
  return { text: query, document };
}

function compile(prepared: PreparedDocument, variables: Record<string, unknown> = {}, sur = servie) {
  return repondre({ prepared, operationName: undefined, variables, context: contexte(sur) })?.toString();
}

async function reference({ document }: PreparedDocument, variables: Record<string, unknown> = {}, sur = servie) {
  const args = { schema, document, rootValue: racine, contextValue: contexte(sur), variableValues: variables };
  return JSON.stringify(await execute(args));
}

describe('a compiled selection', () => {
  it('writes what graphql-js writes, byte for byte, for any selection', async () => {
    let compilees = 0;
    await fc.assert(
      fc.asyncProperty(documentsAleatoires(schema, 4), async ({ query, variables }) => {
        const document = parse(query, { noLocation: true });
        fc.pre(validate(schema, document).length === 0);
        const prepared = { text: query, document };
        const attendu = await reference(prepared, variables);
        for (let fois = 0; fois < 2; fois++) {
          const texte = compile(prepared, variables);
          if (texte === undefined) expect(attendu).toContain('"errors"');
          else {
            compilees++;
            expect(texte).toBe(attendu);
          }
        }
      }),
      { numRuns: 80 },
    );
    expect(compilees).toBeGreaterThan(100);
  });

  it('splices the distance of each search into the same fragments', async () => {
    const prepared = preparer(
      'query ($lat: Float!) { rechercherOffres(criteres: { proximite: { latitude: $lat, longitude: -3, distanceKm: 1000 } }) { nodes { a: distanceKm nom b: distanceKm } } }',
    );
    for (const lat of [47.2, 48.8]) expect(compile(prepared, { lat })).toBe(await reference(prepared, { lat }));
    const sans = preparer('{ rechercherOffres(criteres: {}) { nodes { a: distanceKm nom b: distanceKm } } }');
    expect(compile(sans)).toBe(await reference(sans));
  });

  it('follows the variables of a document asked again: criteria, size of the page, cursor', async () => {
    const prepared = preparer(
      'query ($c: CriteresRecherche!, $n: Int, $after: String) { rechercherOffres(criteres: $c, first: $n, after: $after) { totalCount nodes { id nom } pageInfo { hasNextPage endCursor } } }',
    );
    let after: string | null = null;
    const vus = new Set<string>();
    for (let page = 0; page < 6; page++) {
      const variables: Record<string, unknown> = { c: {}, n: 10, after };
      const texte: string = compile(prepared, variables)!;
      expect(texte).toBe(await reference(prepared, variables));
      const { nodes, pageInfo } = JSON.parse(texte).data.rechercherOffres;
      for (const { id } of nodes) vus.add(id);
      after = pageInfo.endCursor;
    }
    expect(vus.size).toBe(60);
  });

  it('gives right answers when the cache of fragments holds almost nothing', async () => {
    const etroite = generation(40, 3_000);
    const prepared = preparer(
      '{ rechercherOffres(criteres: {}, first: 40) { nodes { nom lieu { commune { libelle } } } } }',
    );
    for (let fois = 0; fois < 3; fois++) {
      expect(compile(prepared, {}, etroite)).toBe(await reference(prepared, {}, etroite));
    }
  });

  it('leaves to graphql-js what is not a search, and what is an error', () => {
    const laisses: [string, Record<string, unknown>][] = [
      ['{ regions { code } }', {}],
      ['{ rechercherOffres(criteres: {}) { totalCount } regions { code } }', {}],
      ['{ rechercherOffres(criteres: { texte: "" }) { totalCount } }', {}],
      ['query ($n: Int) { rechercherOffres(criteres: {}, first: $n) { totalCount } }', { n: 'beaucoup' }],
      ['query ($n: Int) { rechercherOffres(criteres: {}, first: $n) { totalCount } }', { n: 201 }],
    ];
    for (const [query, variables] of laisses) expect(compile(preparer(query), variables)).toBeUndefined();
  });

  it('leaves to graphql-js an offer that lacks what the contract promises', async () => {
    const lecteur = regionEnMemoire(3);
    lecteur.offre(1).unite.complement!.champsActivite = [];
    const trouee = servirGeneration(lecteur, OfferIndex.depuis(lecteur.segment()), {
      instance: { codes: ['53'], nom: 'Bretagne', solution: null },
      nomenclatures,
      concepts: new Concepts(nomenclatures),
      octetsFragments: 1 << 20,
    }).vue(1);
    const prepared = preparer('{ rechercherOffres(criteres: {}) { nodes { champActivite { code } } } }');
    expect(compile(prepared, {}, trouee)).toBeUndefined();
    expect(await reference(prepared, {}, trouee)).toContain('Cannot return null for non-nullable field');
  });
});
