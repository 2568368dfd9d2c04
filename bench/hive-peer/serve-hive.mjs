// Hive Gateway, configured for the same fan-out as the national gateway: one root field a region, merged by a resolver.
import { EventEmitter } from 'node:events';
import https from 'node:https';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { composeSubgraphs, createRenameFieldTransform } from '@graphql-mesh/fusion-composition';
import http from '@graphql-mesh/transport-http';
import { buildASTSchema, Kind, parse, print, visit } from 'graphql';

const ROOT = 'rechercherOffres';

/** The contract with its search alone at the root: fewer fields there are kinder to Hive. */
function searchAlone(sdl) {
  return visit(parse(sdl, { noLocation: true }), {
    ObjectTypeDefinition: (type) =>
      type.name.value === 'Query' ? { ...type, fields: type.fields.filter((f) => f.name.value === ROOT) } : undefined,
  });
}

/** Each region's search under a name of its own. */
function supergraphOf(contract, regions) {
  const schema = buildASTSchema(contract);
  const { supergraphSdl, errors } = composeSubgraphs(
    regions.map((url, i) => ({
      name: `r${i}`,
      schema,
      url: `${url}/graphql`,
      transforms: [
        createRenameFieldTransform(({ typeName, fieldName }) =>
          typeName === 'Query' ? `r${i}_${fieldName}` : fieldName,
        ),
      ],
    })),
    { ignoreSemanticConventions: true },
  );
  if (errors?.length) throw errors[0];
  return supergraphSdl;
}

/** Theirs, under the common name. */
function commonName(contract) {
  const query = contract.definitions.find((d) => d.name?.value === 'Query');
  return print({ ...query, kind: Kind.OBJECT_TYPE_EXTENSION, description: undefined });
}

function comesBefore(a, b) {
  return a.distanceKm < b.distanceKm || (a.distanceKm === b.distanceKm && a.id < b.id);
}

function merge(pages, first) {
  const taken = pages.map(() => 0);
  const nodes = [];
  while (nodes.length < first) {
    let from = -1;
    for (let i = 0; i < pages.length; i++) {
      const node = pages[i].nodes[taken[i]];
      if (node !== undefined && (from < 0 || comesBefore(node, pages[from].nodes[taken[from]]))) from = i;
    }
    if (from < 0) break;
    nodes.push(pages[from].nodes[taken[from]++]);
  }
  return {
    totalCount: pages.reduce((sum, page) => sum + page.totalCount, 0),
    nodes,
    pageInfo: { hasNextPage: pages.some((page, i) => page.pageInfo.hasNextPage || taken[i] < page.nodes.length) },
  };
}

function serve({ contract: sdl, identity, asker, regions }) {
  const { key, cert, ca } = asker;
  https.globalAgent = new https.Agent({ keepAlive: true, key, cert, ca });
  const contract = searchAlone(sdl);
  const search = async (root, args, context, info) => {
    const asked = regions.map((_, i) => context[`r${i}`].Query[`r${i}_${ROOT}`]({ root, args, context, info }));
    const pages = await Promise.all(asked);
    const failure = pages.find((page) => page instanceof Error);
    if (failure !== undefined) throw failure;
    return merge(pages, args.first);
  };
  const runtime = createGatewayRuntime({
    supergraph: supergraphOf(contract, regions),
    transports: { http },
    additionalTypeDefs: commonName(contract),
    additionalResolvers: { Query: { [ROOT]: search } },
    logging: false,
    graphiql: false,
    landingPage: false,
  });
  const server = https.createServer({ ...identity, requestCert: true, rejectUnauthorized: true }, runtime);
  server.listen(0, '127.0.0.1', () => process.send([`https://127.0.0.1:${server.address().port}`]));
}

// More than ten listeners on one signal are usual here: warnings would cost it time.
EventEmitter.setMaxListeners(0);

process.once('message', (order) => {
  serve(order);
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() });
  });
});
process.once('disconnect', () => process.exit(0));
