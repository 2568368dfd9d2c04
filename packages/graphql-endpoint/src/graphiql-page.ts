import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** What the GraphiQL page shows. */
export interface GraphiqlOptions {
  title: string;
  /** Query shown to who opens the page for the first time. */
  defaultQuery: string;
}

/**
 * The page holds all its scripts inline and asks nothing outside this server:
 * the policy lets it speak to this server alone.
 */
const GRAPHIQL_CSP =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; " +
  "img-src data: 'self'; font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page, gzipped, made the first time it is asked: it weighs some 9 MB before compression. */
export function createGraphiqlPage(options: GraphiqlOptions): () => Promise<Buffer> {
  let page: Promise<Buffer> | undefined;
  return () => {
    page ??= render(options);
    return page;
  };
}

async function render({ title, defaultQuery }: GraphiqlOptions): Promise<Buffer> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({ title, defaultQuery });
  return promisify(gzip)(html, { level: 6 });
}

/** Whether a browser opens the address, rather than a program that asks a query. */
export function wantsPage(req: IncomingMessage): boolean {
  if (req.method !== 'GET' || !req.headers.accept?.includes('text/html')) return false;
  return !new URLSearchParams((req.url ?? '').split('?')[1]).has('query');
}

export function sendPage(res: ServerResponse, page: Buffer): void {
  res.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-encoding': 'gzip',
    'content-length': page.length,
    'content-security-policy': GRAPHIQL_CSP,
    'cache-control': 'private, max-age=3600',
  });
  res.end(page);
}
