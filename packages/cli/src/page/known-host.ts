import type { IncomingMessage, ServerResponse } from 'node:http';

/** Where a site listens, and the names by which a proxy before it may call it. */
export interface SiteListen {
  host: string;
  port: number;
  noms?: readonly string[] | undefined;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether a request may be answered, by its `Host`: a page of another site whose name was made to lead to this machine
 * keeps its own name there. A listener that only this machine reaches is called by its address, or by a name told.
 */
export function callsByKnownName({ host, noms = [] }: SiteListen): (req: IncomingMessage) => boolean {
  if (!LOOPBACK.test(host.includes(':') ? `[${host}]` : host)) return () => true;
  const known = new Set(noms.map((nom) => nom.toLowerCase()));
  return ({ headers }) => {
    const name = (headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
    return LOOPBACK.test(name) || known.has(name);
  };
}

/** 421: this listener has no site of that name. */
export function refuseName(req: IncomingMessage, res: ServerResponse): void {
  const said = (req.headers.host ?? '').slice(0, 100);
  res.writeHead(421, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  res.end(
    `HOTE_INCONNU : « ${said} » n’est pas un nom de ce site. Demandez-le par 127.0.0.1 ou localhost ; un mandataire inverse qui garde le nom demandé est à déclarer (« noms »).\n`,
  );
}
