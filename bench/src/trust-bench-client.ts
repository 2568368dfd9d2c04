import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { connect, type TLSSocket } from 'node:tls';
import type { TlsIdentity } from '@inter-ror/mutual-tls';

const CIPHERS = 'TLS_AES_128_GCM_SHA256';

/** A socket of a member; over HTTP/1.1 unless another protocol is asked for. */
export async function openSocket(port: number, identity: TlsIdentity, protocol = 'http/1.1'): Promise<TLSSocket> {
  const socket = connect({
    host: '127.0.0.1',
    port,
    key: identity.key,
    cert: identity.cert,
    ca: [...identity.ca],
    ciphers: CIPHERS,
    ALPNProtocols: [protocol],
    checkServerIdentity: () => undefined,
  });
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  return socket;
}

export function ask(socket: TLSSocket, path: string): void {
  socket.write(`GET ${path} HTTP/1.1\r\nhost: a.test\r\naccept: application/json\r\nuser-agent: bench\r\n\r\n`);
}

/** Asks and waits for the first bytes of the answer. */
export async function begun(socket: TLSSocket, path: string): Promise<TLSSocket> {
  ask(socket, path);
  await once(socket, 'data');
  return socket;
}

/** Opens an HTTP/2 session with a stream that goes on. */
export async function openHttp2(port: number, identity: TlsIdentity): Promise<TLSSocket> {
  const socket = await openSocket(port, identity, 'h2');
  const session: ClientHttp2Session = connectHttp2(`https://127.0.0.1:${port}`, { createConnection: () => socket });
  session.on('error', () => {});
  const stream = session.request({ ':path': '/stream' });
  stream.on('error', () => {});
  await once(stream, 'data');
  stream.resume();
  return socket;
}

/** Requests a second that these sockets obtain in `ms`, each asking again as soon as it is answered. */
export async function rate(sockets: readonly TLSSocket[], ms: number): Promise<{ perSecond: number; answers: number }> {
  let answers = 0;
  let going = true;
  const idle: Promise<void>[] = [];
  const start = performance.now();
  for (const socket of sockets) {
    idle.push(
      new Promise((resolve) => {
        const onData = () => {
          answers++;
          if (going) ask(socket, '/');
          else {
            socket.off('data', onData);
            resolve();
          }
        };
        socket.on('data', onData);
        ask(socket, '/');
      }),
    );
  }
  await new Promise((resolve) => setTimeout(resolve, ms));
  going = false;
  const elapsed = performance.now() - start;
  const counted = answers;
  await Promise.all(idle);
  return { perSecond: (1_000 * counted) / elapsed, answers };
}
