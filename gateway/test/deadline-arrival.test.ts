import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { arrivalOf, noteArrival } from '../src/server/arrivals.js';
import { regionWithOffers } from './support/scripted-region.js';
import { startTestNation } from './support/test-nation.js';

describe('the deadline counts from the arrival of the request', () => {
  it('so that what was waited before its execution is not given again to the regions', async () => {
    const given: number[] = [];
    const serve = regionWithOffers('11', ['a']);
    const nation = await startTestNation([
      {
        codes: ['11'],
        handler: (req, res) => {
          given.push(Number(req.headers['x-request-timeout']));
          serve(req, res);
        },
      },
    ]);
    try {
      const search = '{ rechercherOffres(criteres: {}, tri: NOM) { totalCount } }';
      await nation.ask(search);
      given.length = 0;
      const { body } = await nation.ask(search, {}, { 'x-request-timeout': '5000' }, 1_500);
      expect(body.data.rechercherOffres.totalCount).toBe(1);
      expect(given.length).toBeGreaterThan(0);
      expect(Math.max(...given)).toBeLessThan(4_000);
    } finally {
      await nation.close();
    }
  });

  it('and a request that waited behind others for its turn has arrived when they had', async () => {
    const seen: { arrival: number; handled: number }[] = [];
    const app = express();
    app.use(noteArrival);
    app.use((req: IncomingMessage, res) => {
      const handled = performance.now();
      seen.push({ arrival: arrivalOf(req), handled });
      while (performance.now() < handled + 50);
      res.end();
    });
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const ask = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n';
    const sockets = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
        await once(socket, 'connect');
        socket.write(ask);
        await once(socket, 'data');
        return socket;
      }),
    );
    seen.length = 0;
    const answers = sockets.map((socket) => once(socket, 'data'));
    for (const socket of sockets) socket.write(ask);
    await Promise.all(answers);
    for (const socket of sockets) socket.destroy();
    server.close();
    expect(seen.length).toBe(4);
    const waited = seen.map(({ arrival, handled }) => handled - arrival);
    expect(Math.max(...waited)).toBeGreaterThanOrEqual(50);
    expect(waited[0]).toBeLessThan(50);
  });
});
