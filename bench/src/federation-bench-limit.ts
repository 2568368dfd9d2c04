import { Agent, request } from 'node:https';
import { type AdmissionSource, createMutualTlsServer, type TlsIdentity } from '@inter-ror/mutual-tls';
import { OFFER_FIELDS } from './federation-bench-questions.js';

/** The one question that the limit knows, with the sort key of each offer. */
const QUESTION = `query ($criteres: CriteresRecherche!, $first: Int) { r: rechercherOffres(criteres: $criteres, first: $first) {
  totalCount pageInfo { hasNextPage } nodes { k: distanceKm i: id ${OFFER_FIELDS} } } }`;

interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean };
  nodes: { k: number; i: string }[];
}

/**
 * What a gateway written by hand for one question would spend, without GraphQL: mutual TLS on both sides, JSON.parse,
 * merge, JSON.stringify. It asks as a member of its own, so that regions spend nothing on an assertion.
 */
export async function startLimit(o: {
  admission: AdmissionSource;
  identity: TlsIdentity;
  asker: TlsIdentity;
  regions: readonly string[];
}): Promise<string> {
  const { key, cert, ca } = o.asker;
  const regions = o.regions.map((url) => ({
    hostname: new URL(url).hostname,
    port: new URL(url).port,
    agent: new Agent({ keepAlive: true, key, cert, ca: [...ca] }),
  }));
  const server = createMutualTlsServer({
    identity: o.identity,
    source: o.admission,
    accepts: ['consumer'],
    handler: async (req, res) => {
      let text = '';
      for await (const chunk of req) text += chunk;
      const { criteres, first } = JSON.parse(text).variables;
      const body = Buffer.from(JSON.stringify({ query: QUESTION, variables: { criteres, first } }));
      const pages = await Promise.all(regions.map((region) => ask(region, body)));
      const answer = Buffer.from(JSON.stringify({ data: { rechercherOffres: merge(pages, first) } }));
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
      res.end(answer);
    },
  });
  return server.listen(0, '127.0.0.1');
}

function ask(region: { hostname: string; port: string; agent: Agent }, body: Buffer): Promise<Page> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const req = request({ ...region, path: '/graphql', method: 'POST', headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()).data.r));
      res.on('error', reject);
    });
    // A kept socket may be closed by the region just as it is used.
    req.on('error', (e: NodeJS.ErrnoException) => {
      if (e.code === 'ECONNRESET' && req.reusedSocket) ask(region, body).then(resolve, reject);
      else reject(e);
    });
    req.end(body);
  });
}

function merge(pages: readonly Page[], first: number) {
  const taken = pages.map(() => 0);
  const nodes: object[] = [];
  while (nodes.length < first) {
    let best: Page['nodes'][number] | undefined;
    let from = -1;
    for (let i = 0; i < pages.length; i++) {
      const node = pages[i]!.nodes[taken[i]!];
      if (node !== undefined && (best === undefined || node.k < best.k || (node.k === best.k && node.i < best.i))) {
        best = node;
        from = i;
      }
    }
    if (best === undefined) break;
    const { k, i, ...offer } = best;
    nodes.push(offer);
    taken[from]!++;
  }
  return {
    totalCount: pages.reduce((sum, page) => sum + page.totalCount, 0),
    nodes,
    pageInfo: {
      hasNextPage: pages.some((page, i) => page.pageInfo.hasNextPage || taken[i]! < page.nodes.length),
    },
  };
}
