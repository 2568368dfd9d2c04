import { request } from 'node:http';
import { expect, it } from 'vitest';
import { serveSite } from '../src/page/serve-site.js';

/** Asks the site at `url` by the name `host`. */
const ask = (url: string, host: string) =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const req = request(url, { headers: { host } }, (res) => {
      let text = '';
      res.on('data', (chunk) => {
        text += chunk;
      });
      res.on('end', () => resolve({ status: res.statusCode, text }));
    });
    req.on('error', reject).end();
  });

it('a site on loopback answers to its address and to the names told, never to a name that was made to lead here', async () => {
  const app = (_: unknown, res: { end(text: string): void }) => res.end('secret');
  const site = await serveSite(app, { host: '127.0.0.1', port: 0, noms: ['Recherche.exemple.invalid'] });
  try {
    const { host, port } = new URL(site.url);
    for (const name of [host, `localhost:${port}`, 'LOCALHOST', '127.0.0.1', 'recherche.exemple.invalid:443']) {
      expect(await ask(site.url, name)).toEqual({ status: 200, text: 'secret' });
    }
    for (const name of ['evil.example', `127.0.0.1.evil.example:${port}`, 'localhost.evil.example', '10.0.0.1']) {
      const { status, text } = await ask(site.url, name);
      expect([name, status]).toEqual([name, 421]);
      expect(text).toMatch(/^HOTE_INCONNU : .*« noms »/);
    }
  } finally {
    site.close();
  }
});
