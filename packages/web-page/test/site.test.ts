import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createSite } from '../src/index.js';

it('refuses an address that cannot be read, for what it is: no failure of the site', async () => {
  const { app } = createSite({ nom: 'Site' });
  const failures: unknown[] = [];
  app.get('/offre/:id', (req, res) => void res.send(req.params.id));
  app.use((error: unknown, _req: unknown, res: { sendStatus(code: number): void }, _next: unknown) => {
    failures.push(error);
    res.sendStatus(500);
  });
  const server = createServer(app);
  try {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const status = async (path: string) =>
      (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).status;
    expect(await status('/offre/%C3%A9')).toBe(200);
    for (const path of ['/offre/%E0%A4%A', '/assets/%E0%A4%A', '/theme/%']) expect(await status(path)).toBe(400);
    expect(failures).toEqual([]);
  } finally {
    server.close();
  }
});
