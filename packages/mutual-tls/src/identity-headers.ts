import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';

/**
 * Headers by which reverse proxies state who the client is: RFC 9440 (`Client-Cert`), RFC 7239 (`Forwarded`), and the
 * customs of nginx, Apache, HAProxy, Envoy, Traefik, IIS and load balancers. Underscores are read as hyphens, as CGI does.
 */
const IDENTITY_HEADER =
  /^(?:x[-_])?(?:ssl|m?tls|client[-_](?:cert|dn|verify|ssl|ip)|forwarded|real[-_]ip|remote[-_](?:user|addr)|authenticated|auth[-_]request|arr[-_]clientcert|amzn[-_]mtls|original[-_]forwarded|cluster[-_]client[-_]ip|true[-_]client[-_]ip)(?:[-_]|$)/i;

/** Names already looked at: clients send the same ones again and again. */
const looked = new Map<string, boolean>();
const MAX_LOOKED = 1_000;

function claimsIdentity(name: string): boolean {
  const known = looked.get(name);
  if (known !== undefined) return known;
  const claims = IDENTITY_HEADER.test(name);
  if (looked.size < MAX_LOOKED) looked.set(name, claims);
  return claims;
}

/**
 * Removes from the request every header that claims an identity: identity is the certificate.
 * @param declared lower-case names that reverse proxies of this listener use, removed as well
 */
export function stripIdentityHeaders(req: IncomingMessage | Http2ServerRequest, declared: ReadonlySet<string>): void {
  for (let i = 0; i < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i]!;
    if (!claimsIdentity(name) && (declared.size === 0 || !declared.has(name.toLowerCase()))) continue;
    delete req.headers[name.toLowerCase()];
    // Overwritten, not shortened: Node reads `headersDistinct` later, by the count of headers received.
    req.rawHeaders[i] = 'x-inter-ror-stripped';
    req.rawHeaders[i + 1] = '';
  }
}
