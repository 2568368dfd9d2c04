/**
 * For each threat of docs/threats.md, its defence taken away: what to replace in which file, and the test that must then
 * fail. `built` tells that the test runs the built packages, in a thread or a process of its own.
 */
const tls = 'packages/mutual-tls/src';
const list = 'whitelist/src';
const handshake = 'refuses in the handshake what OpenSSL refuses, and says its reason and the address';
const unlisted = 'destroys the socket of a certificate that is not listed, before a byte is served';
const noTicket = [`${tls}/identity.ts`, 'constants.SSL_OP_NO_TICKET | ', ''];
const resumedGate = [`${tls}/gate.ts`, "if (sessionReused) return { refused: 'RESUMED', fingerprint, admitted };", ''];
const cutOnSwap = [`${tls}/server.ts`, 'connections.apply(now);', ''];

export const MUTATIONS = [
  m(1, 'mutual-tls/admission', handshake, [
    `${tls}/server.ts`,
    'rejectUnauthorized: true',
    'rejectUnauthorized: false',
  ]),
  m(2, 'mutual-tls/admission', handshake, [
    `${tls}/server.ts`,
    'rejectUnauthorized: true',
    'rejectUnauthorized: false',
  ]),
  m(2, 'mutual-tls/gate', 'refuses a certificate outside its own dates even when its entry is wider', [
    `${tls}/gate.ts`,
    "if (now >= Date.parse(certificate.validTo)) return { refused: 'EXPIRED', fingerprint, admitted };",
    '',
  ]),
  m(3, 'mutual-tls/admission', handshake, [
    `${tls}/server.ts`,
    'rejectUnauthorized: true',
    'rejectUnauthorized: false',
  ]),
  m(4, 'mutual-tls/admission', handshake, [`${tls}/server.ts`, 'requestCert: true', 'requestCert: false']),
  m(5, 'mutual-tls/admission', unlisted, [
    `${tls}/server.ts`,
    "const refused = verdict.refused ?? (crowded ? 'TOO_MANY_CONNECTIONS' : null);",
    "const refused = crowded ? 'TOO_MANY_CONNECTIONS' : null;",
  ]),
  m(5, 'mutual-tls/http2', 'a certificate that is not listed gets no session', [
    `${tls}/server.ts`,
    "const refused = verdict.refused ?? (crowded ? 'TOO_MANY_CONNECTIONS' : null);",
    "const refused = crowded ? 'TOO_MANY_CONNECTIONS' : null;",
  ]),
  // The key in the place of the certificate: the sibling's certificate bears the same one.
  m(6, 'mutual-tls/admission', unlisted, [
    `${tls}/fingerprint.ts`,
    'leaf.fingerprint256',
    "Buffer.from(leaf.publicKey.export({ type: 'spki', format: 'der' })).toString('hex').slice(-64)",
  ]),
  m(
    7,
    'mutual-tls/admission',
    'refuses a certificate listed for the other direction, an entry out of its dates, an expired list',
    [
      `${tls}/snapshot.ts`,
      'admitted[use].get(fingerprint)',
      'admitted.client.get(fingerprint) ?? admitted.server.get(fingerprint)',
    ],
  ),
  m(
    8,
    'mutual-tls/open-sockets',
    'closes the idle and streaming sockets of a removed member within a second, and only those',
    [
      `${tls}/gate.ts`,
      '  constructor(private readonly o: GateOptions) {}',
      '  constructor(private readonly o: GateOptions) {\n    const first = o.source.current();\n    this.o = { ...o, source: { ...o.source, current: () => first } };\n  }',
    ],
  ),
  m(
    9,
    'mutual-tls/open-sockets',
    'closes the idle and streaming sockets of a removed member within a second, and only those',
    cutOnSwap,
  ),
  m(
    9,
    'mutual-tls/http2',
    'sessions and streams of a removed member are cut within a second, the others go on',
    cutOnSwap,
  ),
  m(9, 'mutual-tls/open-sockets', 'is seen by the next request even when nobody announced it', [
    `${tls}/gate.ts`,
    'const verdict = this.#listed(fingerprint, now);\n    if',
    "const verdict = { refused: null, fingerprint, admitted: { member: { kind: 'consumer' } } };\n    if",
  ]),
  m(9, 'mutual-tls/proxies', 'a removed member loses its answers under way, on sockets that it shares with others', [
    `${tls}/server.ts`,
    'proxied.apply(now);',
    '',
  ]),
  m(10, 'mutual-tls/admission', 'never resumes a session, in TLS 1.2 nor 1.3', noTicket),
  m(10, 'mutual-tls/admission', 'does not let a stolen session in without its key', noTicket, resumedGate),
  m(10, 'mutual-tls/gate', 'refuses a resumed session even of a listed certificate', resumedGate),
  m(11, 'mutual-tls/threats', 'closes the open socket of its client, however long its entry lasts', [
    `${tls}/leases.ts`,
    'Math.min(lease.admitted.notAfter, lease.certificateEnd)',
    'lease.admitted.notAfter',
  ]),
  m(11, 'mutual-tls/open-sockets', 'closes an open socket at the end of its entry', [
    `${tls}/leases.ts`,
    'Math.min(lease.admitted.notAfter, lease.certificateEnd)',
    'lease.certificateEnd',
  ]),
  m(11, 'mutual-tls/open-sockets', 'closes every open socket at the end of the list', [
    `${tls}/server.ts`,
    '  connections.endWith(source.current());',
    '',
  ]),
  m(11, 'mutual-tls/open-sockets', 'retires a socket of the greatest age without failing the request in flight', [
    `${tls}/connections.ts`,
    'const age = setTimeout(() => this.drain(connection, DRAIN_MS), this.maxAgeMs).unref();',
    'const age = undefined;',
  ]),
  m(11, 'mutual-tls/threats', 'closes the socket of an outbound agent, the request in flight with it', [
    `${tls}/pinned-sockets.ts`,
    'if (refusal !== undefined) socket.destroy(refusal);\n    });\n    this.#open.set',
    '});\n    this.#open.set',
  ]),
  m(12, 'mutual-tls/admission', 'answers 403 naming the rule to a kind that the listener does not serve', [
    `${tls}/gate.ts`,
    'this.o.accepts.includes(verdict.admitted!.member.kind)',
    'true',
  ]),
  m(12, 'mutual-tls/http2', 'the role is checked and identity headers are stripped', [
    `${tls}/gate.ts`,
    'this.o.accepts.includes(verdict.admitted!.member.kind)',
    'true',
  ]),
  m(13, 'mutual-tls/outbound-pins', 'refuse another member of the list at the member’s own address', [
    `${tls}/pinned-sockets.ts`,
    'snapshot.serverPins(memberId).has(fingerprint)',
    'true',
  ]),
  m(
    13,
    'mutual-tls/outbound-pins',
    'refuse a server of the same name and CA that is not the member’s, before it receives a byte',
    [
      `${tls}/pinned-sockets.ts`,
      'if (refusal !== undefined) socket.destroy(refusal);\n      else socket.uncork();',
      'socket.uncork();',
    ],
  ),
  m(14, 'mutual-tls/admission', unlisted, [
    `${tls}/fingerprint.ts`,
    'leaf.fingerprint256',
    "Buffer.from(leaf.subject).toString('hex').padEnd(64, '0').slice(0, 64)",
  ]),
  m(
    15,
    'mutual-tls/rotation',
    'client and server change their certificates under 200 requests a second without one that fails',
    [
      `${tls}/agents.ts`,
      'for (const way of this.#ways.values()) this.#retire(way);',
      'for (const way of this.#ways.values()) destroy(way);',
    ],
  ),
  m(
    15,
    'mutual-tls/rotation',
    'a renewed context loses none of the settings of the first: no resumption, no client without certificate',
    [
      `${tls}/server.ts`,
      'server.setSecureContext(tlsOptions(identity));',
      'server.setSecureContext({ key: identity.key, cert: identity.cert, ca: [...identity.ca] });',
    ],
  ),
  m(
    15,
    'mutual-tls/follow-identity',
    'a certificate that is not listed yet waits for the list; the former one serves meanwhile',
    [`${tls}/follow-identity.ts`, 'checkListed(next, inUse, o.source);', ''],
  ),
  m(16, 'whitelist/heartbeat', 'judges by the last good heartbeat alone: fresh for its life, degraded, grace, closed', [
    `${list}/reader/freshness.ts`,
    "if (now >= expires + graceMs) return 'closed';",
    '',
  ]),
  m(16, 'whitelist/publication', 'the publisher gone: degraded, grace, closed; back: fresh again, without a restart', [
    `${list}/reader/network-reader.ts`,
    "    this.#enforce();\n    this.#failures.attempt('cache'",
    "    this.#failures.attempt('cache'",
  ]),
  m(17, 'whitelist/verify-list', 'an older one is a rollback', [
    `${list}/document/verify-list.ts`,
    'if (now.version < before.version) {',
    'if (false) {',
  ]),
  m(17, 'whitelist/verify-list', 'the same one is accepted again, another of the same version is an equivocation', [
    `${list}/document/verify-list.ts`,
    'if (now.version === before.version && now.digest !== before.digest) {',
    'if (false) {',
  ]),
  m(17, 'whitelist/verify-list', 'the state of another network is refused', [
    `${list}/document/verify-list.ts`,
    'if (before.instance !== now.instance) {',
    'if (false) {',
  ]),
  m(17, 'whitelist/reader', 'refuses a rollback after a restart too', [
    `${list}/reader/open-whitelist-file.ts`,
    'if (stateFile !== undefined && existsSync(stateFile)) {',
    'if (false) {',
  ]),
  m(18, 'whitelist/verify-list', 'with alg none', [
    `${list}/document/jws.ts`,
    "if (header.alg !== 'ES256') {",
    'if (false) {',
  ]),
  m(18, 'whitelist/verify-list', 'with HS256 keyed by the public key', [
    `${list}/document/jws.ts`,
    "if (header.alg !== 'ES256') {",
    'if (false) {',
  ]),
  m(
    18,
    'whitelist/verify-list',
    'with an embedded key',
    [`${list}/document/jws.ts`, "'jwk', ", ''],
    [`${list}/document/jws.ts`, 'Object.keys(others).length !== 2', 'false'],
  ),
  m(
    18,
    'whitelist/verify-list',
    'with crit',
    [`${list}/document/jws.ts`, "'crit', ", ''],
    [`${list}/document/jws.ts`, 'Object.keys(others).length !== 2', 'false'],
  ),
  m(18, 'whitelist/mutated-lists', 'ten thousand of them are refused, and the list in force stays what it was', [
    `${list}/document/jws.ts`,
    "signature.length !== 64 || !verify('sha256', signed, key, signature)",
    'signature.length !== 64',
  ]),
  m(
    18,
    'whitelist/key-succession',
    'a key that the root of the anchor has not vouched for is refused, by the members and by the authority itself',
    [
      `${list}/document/verify-list.ts`,
      '(id) => rootOf(id)?.jwk',
      '(id) => rootOf(id)?.jwk ?? JSON.parse(Buffer.from(signed.payload, "base64url")).keys[0].jwk',
    ],
  ),
  m(19, 'whitelist/verify-list', 'a stolen key that ran the version up is recovered from by the root’s next key set', [
    `${list}/document/verify-list.ts`,
    'if ((newAnchor || keySet.version > before.keysVersion) && now.kid !== before.kid) return;',
    '',
  ]),
  m(
    19,
    'whitelist/key-succession',
    'the root signs the next key, its lists and heartbeats are followed without a restart, those of the former one refused',
    [
      `${list}/document/verify-list.ts`,
      'if (!newAnchor && (keySet.version < before.keysVersion || keysReplaced)) {',
      'if (false) {',
    ],
  ),
  b(
    20,
    'whitelist/crash',
    'a publisher killed at any instant leaves a whole list, and the next publication follows it',
    [
      `${list}/files/write-atomically.ts`,
      'export function writeAtomically(file: string, content: string | Uint8Array, mode = 0o644): void {\n',
      'export function writeAtomically(file: string, content: string | Uint8Array, mode = 0o644): void {\n  writeFileSync(file, String(content).slice(0, 200), { mode });\n  for (const until = Date.now() + 3; Date.now() < until; );\n  writeFileSync(file, content, { mode });\n  if (Date.now() > 0) return;\n',
    ],
  ),
  m(
    20,
    'whitelist/publication',
    'after a restart, a half-written cache gives way to its copy, and an older list is refused',
    [
      `${list}/reader/kept-whitelist.ts`,
      'const copied = attempt(copyOf(cacheFile), trust, state, now);',
      'const copied = attempt(cacheFile, trust, state, now);',
    ],
  ),
  m(21, 'mutual-tls/admission', 'strips the headers by which a proxy would state an identity, and keeps the others', [
    `${tls}/server.ts`,
    'stripIdentityHeaders(req, clients.headers);',
    '',
  ]),
  m(
    21,
    'mutual-tls/proxies',
    'the same header from a listed member, or from anyone else, is not believed and not passed on',
    [
      `${tls}/server.ts`,
      'const client = lease ? undefined : clients.read(req, fingerprint, now);',
      'const client = clients.fingerprints.size === 0 || !req.headers[[...clients.headers][0]] ? undefined : clients.read(req, [...clients.fingerprints][0], now);',
    ],
  ),
  m(21, 'mutual-tls/proxies', 'a forwarded certificate is verified as in a handshake, and looked up in the list', [
    `${tls}/proxied-clients.ts`,
    "if (path === undefined) return 'certificat d’une autre autorité';",
    'if (path === undefined) return { fingerprint: fingerprintOf(certificate), certificate, notBefore: 0, notAfter: 9e15 };',
  ]),
  m(21, 'mutual-tls/proxies', 'a header that came twice is refused: one of them is the client’s own', [
    `${tls}/proxied-clients.ts`,
    'if (values.length !== 1) return',
    'if (values.length < 1) return',
  ]),
  m(21, 'mutual-tls/proxies', 'an answer under way ends with the entry of its member', [
    `${tls}/server.ts`,
    '      proxied.add(exchange);\n',
    '',
  ]),
  m(22, 'mutual-tls/admission', 'refuses TLS 1.1, ciphers without forward secrecy, and plain HTTP', [
    `${tls}/server.ts`,
    "    report('TLS', addressBehind(socket, addresses), undefined, String(detail));\n    socket.destroy();",
    "    Reflect.get(socket, '_parent')?.end('HTTP/1.1 200 OK\\r\\ncontent-length: 0\\r\\n\\r\\n');",
  ]),
  m(23, 'mutual-tls/admission', 'refuses TLS 1.1, ciphers without forward secrecy, and plain HTTP', [
    `${tls}/identity.ts`,
    "minVersion: 'TLSv1.2'",
    "minVersion: 'TLSv1.1'",
  ]),
  m(24, 'mutual-tls/admission', 'refuses the first renegotiation', [
    `${tls}/identity.ts`,
    ' | constants.SSL_OP_NO_RENEGOTIATION',
    '',
  ]),
  m(25, 'mutual-tls/admission', 'decides the same whatever server name the client sends', [
    `${tls}/server.ts`,
    'server.maxConnections = o.maxConnections ?? 10_000;',
    "server.maxConnections = o.maxConnections ?? 10_000;\n  server.addContext('another.test', { ...tlsOptions(o.identity), ca: [o.identity.ca.at(-1)!] });",
  ]),
  m(26, 'mutual-tls/threats', 'a session of one listener is resumed by none, whatever the server name', noTicket, [
    `${tls}/server.ts`,
    '    requestCert: true,',
    '    requestCert: true,\n    ticketKeys: Buffer.alloc(48),',
  ]),
  m(27, 'mutual-tls/outbound-pins', 'send not a byte of a request to a server that is not the member’s', [
    `${tls}/pinned-sockets.ts`,
    'if (refusal !== undefined) socket.destroy(refusal);\n      else socket.uncork();',
    'socket.uncork();\n      if (refusal !== undefined) setTimeout(() => socket.destroy(refusal), 50);',
  ]),
  m(28, 'mutual-tls/threats', 'is refused by the agent even to a client that follows it', [
    `${tls}/pinned-sockets.ts`,
    'if (!listed.some((endpoint) => sameOrigin(endpoint, host, port))) {',
    'if (false) {',
  ]),
  m(28, 'mutual-tls/outbound-pins', 'refuse a host that the list does not give to the member', [
    `${tls}/pinned-sockets.ts`,
    'if (!listed.some((endpoint) => sameOrigin(endpoint, host, port))) {',
    'if (false) {',
  ]),
  m(
    29,
    'mutual-tls/crl',
    'that is expired, of the future, foreign, forged, with SHA-1, partial or not a CRL alarms and refuses nobody',
    [
      `${tls}/crl/revocation-lists.ts`,
      'if (now >= content.nextUpdate) {\n        return this.#alarm',
      'if (now < 0) {\n        return this.#alarm',
    ],
  ),
  m(29, 'mutual-tls/crl', 'stays in force when the next one is bad, older, removed, or late', [
    `${tls}/crl/revocation-lists.ts`,
    'if (before !== undefined && older(content, before)) {',
    'if (false) {',
  ]),
  m(29, 'mutual-tls/crl', 'a listed certificate that a CRL names is refused, whatever its entry says', [
    `${tls}/gate.ts`,
    "if (this.o.revocations?.revoked(certificate)) return { refused: 'REVOKED', fingerprint, admitted };",
    '',
  ]),
  m(
    29,
    'mutual-tls/crl',
    'an outbound agent refuses a server that a CRL names, cuts the socket that it had, and those only',
    [`${tls}/pinned-sockets.ts`, 'if (revocations?.revoked(certificate!)) {', 'if (false) {'],
  ),
  m(30, 'mutual-tls/gate', 'refuses a session without a certificate, whatever TLS says of it', [
    `${tls}/gate.ts`,
    "return { refused: 'NOT_LISTED', fingerprint: null, admitted: undefined };",
    'return { refused: null, fingerprint: null, admitted: undefined };',
  ]),
  m(31, 'mutual-tls/threats', 'left half open by hundreds delay nobody else, and are cut', [
    `${tls}/server.ts`,
    'handshakeTimeout: o.handshakeTimeoutMs ?? 10_000',
    'handshakeTimeout: 120_000',
  ]),
  m(31, 'mutual-tls/threats', 'beyond the bound of sockets are not taken', [
    `${tls}/server.ts`,
    'server.maxConnections = o.maxConnections ?? 10_000;',
    '',
  ]),
  m(31, 'mutual-tls/admission', 'bounds the connections of one certificate, not those of the others', [
    `${tls}/server.ts`,
    "(crowded ? 'TOO_MANY_CONNECTIONS' : null)",
    'null',
  ]),
  m(31, 'mutual-tls/http2', 'a session that opens streams to cancel them is destroyed, the others are served', [
    `${tls}/http2-door.ts`,
    'if (resets >= 0 || abusive) return;',
    'return;',
  ]),
  m(31, 'mutual-tls/http2', 'streams at once, the size and the number of headers are bounded', [
    `${tls}/http2-door.ts`,
    'maxConcurrentStreams: MAX_STREAMS, ',
    '',
  ]),
  m(31, 'mutual-tls/http2', 'a body that does not end is given up', [
    `${tls}/http2-door.ts`,
    'const late = setTimeout(() => req.stream.close(constants.NGHTTP2_CANCEL), o.requestTimeoutMs).unref();',
    'const late = undefined;',
  ]),
  m(32, 'whitelist/verify-list', 'with a fingerprint in two entries', [
    `${list}/document/verify-list.ts`,
    'if (fingerprints.has(sha256)) {',
    'if (false) {',
  ]),
  b(33, 'whitelist/audit', 'when a line was edited', [
    'packages/audit/src/record.ts',
    'if (chain(record.data.prevHash, `$' + '{canonical}}`) !== hash)',
    'if (false)',
  ]),
  b(33, 'whitelist/audit', 'when its end was cut, since the signed list carries its head', [
    'packages/audit/src/verify-trail.ts',
    'for (const [hash, source] of missing) {',
    'for (const [hash, source] of []) {',
  ]),
  m(33, 'whitelist/restore', 'beside a journal that was cut, edited or removed', [
    `${list}/authority/agreement.ts`,
    'if (broken !== null) {',
    'if (false) {',
  ]),
  m(17, 'whitelist/restore', 'a state older than the list, and the examination says what to put back', [
    `${list}/authority/authority.ts`,
    'checkClock(this.files, checkAgreement(this.files, state));',
    '',
  ]),
  m(34, 'mutual-tls/open-sockets', 'does not listen on an expired list', [
    `${tls}/server.ts`,
    'if (Date.now() >= expires) {',
    'if (false) {',
  ]),
  m(
    34,
    'whitelist/publication',
    'refuses to open without a list, or with one that has expired when nobody gives another',
    [
      `${list}/reader/network-reader.ts`,
      "    if (this.#judge() === 'closed') {\n      const { version, expires }",
      '    if (false) {\n      const { version, expires }',
    ],
  ),
  m(35, 'whitelist/verify-list', 'with sixty seconds of tolerance for a clock that is late, and none for the expiry', [
    `${list}/document/verify-list.ts`,
    'if (now < Math.max(issuedAt, notBefore) - CLOCK_TOLERANCE_MS) {',
    'if (false) {',
  ]),
  m(35, 'whitelist/heartbeat', 'a clock set back does not give life again to an expired list, and is told', [
    `${list}/reader/clock.ts`,
    'return Math.max(this.clock.now(), this.#atLeast());',
    'return this.clock.now();',
  ]),
  b(36, 'mutual-tls/threats', 'four threads with a listener each cut a removed member within a second', cutOnSwap),
];

function m(threat, test, title, ...replace) {
  return { threat, test, title, replace, built: false };
}

function b(threat, test, title, ...replace) {
  return { threat, test, title, replace, built: true };
}
