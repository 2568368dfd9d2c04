import { type buildConnector, Pool } from 'undici';
import type { KeepingOptions } from './pinned-agent.js';
import type { PinnedSockets } from './pinned-sockets.js';

/** A pool of undici over the sockets towards one member: half the work of `node:https` for each request. */
export function pinnedPool(sockets: PinnedSockets, origin: string, o: KeepingOptions): Pool {
  return new Pool(origin, {
    connect: connectorOf(sockets),
    connections: o.maxSockets,
    keepAliveTimeout: o.idleMs,
    keepAliveMaxTimeout: o.idleMs,
    // Whoever asks has its own deadline.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

function connectorOf(sockets: PinnedSockets): buildConnector.connector {
  return ({ hostname, port }, callback) => {
    const socket = sockets.connect(hostname, Number(port || 443));
    let failure: Error | undefined;
    const failed = (error: Error) => {
      failure = error;
    };
    const closed = () => callback(failure ?? new Error('la connexion a été fermée avant sa fin'), null);
    socket.once('error', failed);
    socket.once('close', closed);
    socket.once('secureConnect', () => {
      if (socket.destroyed) return;
      socket.off('error', failed);
      socket.off('close', closed);
      socket.setKeepAlive(true, 1_000);
      callback(null, socket);
    });
  };
}
