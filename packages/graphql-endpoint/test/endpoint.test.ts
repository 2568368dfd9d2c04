import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import express from 'express';
import { buildSchema, GraphQLError } from 'graphql';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createGraphqlEndpoint, type GraphqlEndpointOptions, type RequestLimits } from '../src/index.js';

const schema = buildSchema(/* GraphQL */ `
  type Query { bonjour(nom: String): String  panne: String  refus: String  moi: Personne! }
  type Personne { nom: String! ami: Personne! }
`);

interface Contexte {
  nom: string;
}

const moi = {
  nom: 'Ada',
  get ami(): object {
    return moi;
  },
};

Object.assign(schema.getQueryType()!.getFields().bonjour!, {
  resolve: (_: unknown, { nom }: { nom?: string }, { nom: appelant }: Contexte) => `Bonjour ${nom ?? appelant}`,
});
Object.assign(schema.getQueryType()!.getFields().panne!, {
  resolve: () => {
    throw new Error('mot de passe de la base : 1234');
  },
});
Object.assign(schema.getQueryType()!.getFields().refus!, {
  resolve: () => {
    throw Object.assign(new Error('Rayon trop grand.'), { extensions: { code: 'RG_RECH_05' } });
  },
});
Object.assign(schema.getQueryType()!.getFields().moi!, { resolve: () => moi });

function app(options: Partial<GraphqlEndpointOptions<Contexte>> = {}) {
  const journal: [unknown, string][] = [];
  const server = express().use(
    createGraphqlEndpoint<Contexte>({
      schema,
      context: () => ({ nom: 'vous' }),
      onInternalError: (error, id) => journal.push([error, id]),
      ...options,
    }),
  );
  const ask = (query: string, variables?: object) => request(server).post('/graphql').send({ query, variables });
  return { server, journal, ask };
}

describe('the GraphQL endpoint', () => {
  it('answers a POST of JSON and a GET of the same query alike', async () => {
    const { server, ask } = app();
    const query = 'query ($nom: String) { bonjour(nom: $nom) }';
    const posted = await ask(query, { nom: 'Léa' });
    const got = await request(server).get('/graphql').query({ query, variables: '{"nom":"Léa"}' });
    expect(posted.body).toEqual({ data: { bonjour: 'Bonjour Léa' } });
    expect(got.body).toEqual(posted.body);
    expect(posted.headers['content-length']).toBe(String(Buffer.byteLength(posted.text)));
  });

  it('sends a ready answer as it is and leaves the rest to graphql-js', async () => {
    const { ask } = app({
      surRequete: ({ variables }) =>
        variables?.nom === 'prêt' ? Buffer.from('{"data":{"bonjour":"déjà"}}') : undefined,
    });
    const query = 'query ($nom: String) { bonjour(nom: $nom) }';
    expect((await ask(query, { nom: 'prêt' })).body).toEqual({ data: { bonjour: 'déjà' } });
    expect((await ask(query, {})).body).toEqual({ data: { bonjour: 'Bonjour vous' } });
  });

  it('gives the same document object to surRequete each time the text is the same', async () => {
    const seen = new Set<object>();
    const { ask } = app({
      surRequete: ({ prepared }) => {
        seen.add(prepared);
        return undefined;
      },
    });
    await ask('{ bonjour }');
    await ask('{ bonjour }');
    await ask('{ bonjour(nom: "x") }');
    expect(seen.size).toBe(2);
  });

  it('masks an unexpected error and logs it under the identifier it gives', async () => {
    const { ask, journal } = app();
    const { body, text } = await ask('{ panne bonjour }');
    expect(text).not.toContain('1234');
    expect(body.data).toEqual({ panne: null, bonjour: 'Bonjour vous' });
    const [error] = body.errors;
    expect(error.extensions.code).toBe('ERREUR_INTERNE');
    expect(journal).toEqual([
      [expect.objectContaining({ message: expect.stringContaining('1234') }), expect.any(String)],
    ]);
    expect(error.extensions.identifiantRequete).toBe(journal[0]![1]);
  });

  it('keeps the text and the code of an error thrown on purpose, in a resolver or in the context', async () => {
    const inResolver = await app().ask('{ refus }');
    expect(inResolver.body.errors[0]).toMatchObject({
      message: 'Rayon trop grand.',
      extensions: { code: 'RG_RECH_05' },
    });
    const refusing = app({
      context: () => {
        throw new GraphQLError('Rien à servir.', { extensions: { code: 'AUCUNE_GENERATION' } });
      },
    });
    const inContext = await refusing.ask('{ bonjour }');
    expect(inContext.body).toEqual({
      errors: [{ message: 'Rien à servir.', extensions: { code: 'AUCUNE_GENERATION' } }],
    });
  });

  it('says that a request is invalid rather than that the server is at fault', async () => {
    const { ask, server, journal } = app();
    const invalid = [
      await ask('{ bonjour'),
      await ask('{ inconnu }'),
      await ask('query ($nom: String) { bonjour(nom: $nom) }', { nom: 3 }),
      await request(server).post('/graphql').set('content-type', 'application/json').send('{"query":'),
      await request(server).post('/graphql').send({ variables: {} }),
    ];
    for (const { body } of invalid) expect(body.errors[0].extensions.code).toBe('REQUETE_INVALIDE');
    expect(invalid[3]!.status).toBe(400);
    expect(journal).toEqual([]);
  });

  it('says in French what is wrong with a document and with its variables, under one code', async () => {
    const { ask } = app();
    const { body: near } = await ask('{ bonjou }');
    expect(near.errors[0].message).toBe(
      'Le champ « bonjou » n’existe pas sur « Query » : voyez ce type dans le contrat (GraphiQL le montre). Vouliez-vous « bonjour » ?',
    );
    const typed = await ask('query ($nom: String) { bonjour(nom: $nom) }', { nom: 3 });
    expect(typed.body.errors[0].message).toBe(
      'Variable « $nom », valeur 3 : Il faut un texte entre guillemets, et non 3.',
    );
    const wrong = [
      ...['', '{', '{ bonjour', "{ bonjour(nom: 'x') }", '{ bonjour(nom: "x) }', 'é', '{ moi }', '{ bonjour { x } }'],
      ...['{ bonjour(x: 1) }', '{ bonjour(nom: 3) }', 'query ($n: Nimp) { bonjour(nom: $n) }', '{ bonjour(nom: $n) }'],
      ...['query ($n: Int) { bonjour(nom: $n) }', 'query ($n: Int) { bonjour }', '{ ...f }', '{ bonjour @x }'],
      ...['{ a: bonjour a: refus }', '{ bonjour(nom: "a", nom: "b") }', 'query A { bonjour } query B { bonjour }'],
      ...[
        'mutation { x }',
        'subscription { x }',
        '{ bonjour } fragment f on Query { bonjour }',
        '{ bonjour } { refus }',
      ],
      ...['{ ...f } fragment f on Query { ...f }', '{ ...f } fragment f on String { x }', '{ bonjour @skip }'],
      ...['query ($n: Personne) { bonjour(nom: $n) }', '{ ... on Personne { nom } }', 'type T { x: Int }'],
    ];
    for (const query of wrong) {
      for (const { message, extensions } of (await ask(query)).body.errors) {
        expect(extensions.code).toBe('REQUETE_INVALIDE');
        expect(message).not.toMatch(
          /La requête ne convient pas|\b(?:the|must|cannot|expected|unknown|is not|found)\b/i,
        );
      }
    }
    const hostile = await ask('query ($nom: Int) { bonjour }', { nom: ' at "'.repeat(40_000) });
    expect(hostile.body.errors[0].message.length).toBeLessThan(1_200);
  });

  it('tells in JSON what is wrong with the method, the types accepted and the type of the body', async () => {
    const { server } = app();
    const send = (method: 'post' | 'put', headers: Record<string, string>) =>
      request(server)[method]('/graphql').set(headers).send('{}');
    const json = { 'content-type': 'application/json' };
    for (const [status, answer] of [
      [405, await send('put', json)],
      [406, await send('post', { ...json, accept: 'image/png' })],
      [415, await send('post', { 'content-type': 'text/plain' })],
      [405, await request(server).get('/graphql').query({ query: 'mutation { x }' })],
    ] as const) {
      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toContain('application/json');
      expect(answer.body.errors[0]).toMatchObject({
        message: expect.stringMatching(/ : /),
        extensions: { code: 'REQUETE_INVALIDE' },
      });
    }
  });

  const deep = (levels: number) => `{ moi { ${'ami { '.repeat(levels)} nom ${'} '.repeat(levels)} } }`;
  const multiplied = `{ moi { ...f0 } } ${Array.from(
    { length: 12 },
    (_, n) => `fragment f${n} on Personne { a: ami { ...f${n + 1} } b: ami { ...f${n + 1} } }`,
  ).join(' ')} fragment f12 on Personne { nom }`;
  const cases: [string, string, Partial<RequestLimits>, object][] = [
    ['too many tokens', deep(30), { tokens: 20 }, { limite: 'jetons', maximum: 20, demande: 96 }],
    ['too deep', deep(30), {}, { limite: 'profondeur', maximum: 20, demande: 32 }],
    ['too many aliases', '{ a: bonjour b: bonjour c: bonjour }', { aliases: 2 }, { limite: 'alias', demande: 3 }],
    ['too many root fields', '{ bonjour ...f } fragment f on Query { refus panne }', { rootFields: 2 }, { demande: 3 }],
    [
      'fragments that multiply fields',
      multiplied,
      { aliases: 1e9 },
      { limite: 'champs', maximum: 5000, demande: 12287 },
    ],
  ];
  it.each(cases)(
    'refuses a document with %s, with the limit and the value asked',
    async (_, query, limits, expected) => {
      const { body } = await app({ limits }).ask(query);
      expect(body.errors[0].extensions).toMatchObject({ code: 'LIMITE_DEPASSEE', ...expected });
    },
  );

  it('refuses a body announced over the limit with 413', async () => {
    const { server } = app();
    const announced = await request(server)
      .post('/graphql')
      .send({ query: `{ bonjour } # ${'x'.repeat(300_000)}` });
    expect(announced.status).toBe(413);
    expect(announced.body.errors[0].extensions).toMatchObject({ limite: 'octets', maximum: 262_144 });
  });

  it('refuses an endless body as soon as it is over the limit, with an answer that is not lost, and hangs up', async () => {
    const { server } = app();
    const listening = server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    const endless = http.request({
      port,
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    const sending = setInterval(() => endless.write('x'.repeat(64 * 1024)), 1);
    try {
      const [answer] = (await once(endless, 'response')) as [http.IncomingMessage];
      endless.on('error', () => {});
      const closed = once(endless, 'close');
      expect(answer.statusCode).toBe(413);
      expect(answer.headers.connection).toBe('close');
      expect(await json(answer)).toMatchObject({ errors: [{ extensions: { code: 'LIMITE_DEPASSEE' } }] });
      await closed;
    } finally {
      clearInterval(sending);
      endless.destroy();
      listening.close();
    }
  });

  it('refuses a compressed body with 415', async () => {
    const { server } = app();
    const zipped = await request(server)
      .post('/graphql')
      .set({ 'content-encoding': 'gzip', 'content-type': 'application/json' })
      .send('x');
    expect(zipped.status).toBe(415);
  });

  it('refuses introspection when it is closed', async () => {
    const query = '{ __schema { types { name } } }';
    expect((await app().ask(query)).body.data.__schema.types.length).toBeGreaterThan(3);
    expect((await app({ introspection: false }).ask(query)).body.errors[0]).toMatchObject({
      message: expect.stringContaining('« __schema »'),
      extensions: { code: 'INTROSPECTION_FERMEE', champ: '__schema' },
    });
  });

  it('shows GraphiQL to a browser, with the query given and without a request elsewhere', async () => {
    const graphiql = { title: 'Offre de Bretagne', defaultQuery: '{ bonjour(nom: "Brest") }' };
    const { server } = app({ graphiql });
    const page = await request(server).get('/graphql').set('accept', 'text/html,application/xhtml+xml');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("connect-src 'self'");
    expect(page.text).toContain('Brest');
    expect(page.text).not.toMatch(/(src|href)="https?:/);
    const program = await request(server)
      .get('/graphql')
      .query({ query: '{ bonjour }' })
      .set('accept', 'text/html,*/*');
    expect(program.body).toEqual({ data: { bonjour: 'Bonjour vous' } });
  });
});
