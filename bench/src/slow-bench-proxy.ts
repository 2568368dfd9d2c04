import { connect, createServer } from 'node:net';

/** Stands before a region and may hold back what it says. */
export interface SlowProxy {
  url: string;
  /** Before each piece of an answer is passed on. @default 0 */
  delayMs: number;
  close(): void;
}

/** Passes bytes on, both ways: mutual TLS goes through it as it is. */
export async function startSlowProxy(regionUrl: string): Promise<SlowProxy> {
  const { port } = new URL(regionUrl);
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((client) => {
    const region = connect(Number(port), '127.0.0.1');
    for (const socket of [client, region]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.on('close', () => region.destroy());
    region.on('close', () => client.destroy());
    client.pipe(region);
    region.on('data', (bytes) => {
      if (proxy.delayMs === 0) client.write(bytes);
      else setTimeout(() => client.writable && client.write(bytes), proxy.delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: SlowProxy = {
    url: `https://127.0.0.1:${(server.address() as { port: number }).port}`,
    delayMs: 0,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}
