import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSite, html, page } from '../src/index.js';

let dir: string;
let theme: string;
let server: Server | undefined;

const write = (name: string, text = '') => writeFileSync(join(theme, name), text);

/** Asks for a path as it is written: `fetch` would tidy it first. */
const ask = (path: string) =>
  new Promise<{ status: number; type: string | undefined; policy: string; body: string }>((resolve, reject) => {
    const { port } = server!.address() as AddressInfo;
    request({ port, path }, (res) => {
      let body = '';
      res.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      const policy = String(res.headers['content-security-policy']);
      res.on('end', () => resolve({ status: res.statusCode!, type: res.headers['content-type'], policy, body }));
    })
      .on('error', reject)
      .end();
  });

async function serve(): Promise<void> {
  const { app, maison } = createSite({ nom: 'ROR Bretagne', theme });
  app.get('/', (_req, res) => void res.send(page(maison, 'Accueil', html`<h1>Accueil</h1>`)));
  server = createServer(app);
  await new Promise<void>((up) => server!.listen(0, '127.0.0.1', up));
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ir-theme-'));
  theme = join(dir, 'theme');
  mkdirSync(theme);
  writeFileSync(join(dir, 'secret.css'), 'secret');
});

afterEach(async () => {
  await new Promise((done) => (server === undefined ? done(undefined) : server.close(done)));
  server = undefined;
  rmSync(dir, { recursive: true, force: true });
});

describe('the theme of a site', () => {
  it('comes after the page’s own style, with its logo and what it asks for, under the same policy', async () => {
    write('theme.css', '@font-face { font-family: X; src: url(fonts/x.woff2) }');
    write('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    mkdirSync(join(theme, 'fonts'));
    write('fonts/x.woff2', 'font');
    await serve();
    const home = await ask('/');
    expect([...home.body.matchAll(/<link rel="stylesheet" href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      expect.stringMatching(/\/pico\.css$/),
      expect.stringMatching(/\/page\.css$/),
      '/theme/theme.css',
    ]);
    expect(home.body).toContain('<img class="logo" src="/theme/logo.svg" alt="">ROR Bretagne');
    expect(home.policy).toContain("default-src 'none'");
    expect(home.policy).not.toContain('unsafe');
    expect(await ask('/theme/fonts/x.woff2')).toMatchObject({ status: 200, type: 'font/woff2', body: 'font' });
    expect(await ask('/theme/logo.svg')).toMatchObject({ status: 200, policy: home.policy });
  });

  it('leaves out scripts, hidden files and what is no part of a page, and serves nothing beside its folder', async () => {
    for (const name of ['theme.css', 'theme.js', '.secret.css', 'notes.txt', 'à côté.css']) write(name, name);
    await serve();
    expect((await ask(`/theme/${encodeURIComponent('à côté.css')}`)).body).toBe('à côté.css');
    for (const path of [
      'theme.js',
      '.secret.css',
      'notes.txt',
      '../secret.css',
      '%2e%2e/secret.css',
      '..%2fsecret.css',
    ]) {
      expect({ path, ...(await ask(`/theme/${path}`)) }).toMatchObject({ path, status: 404, body: '' });
    }
  });

  it('may be a folder of links that stay in it, as a mounted configuration is', async () => {
    mkdirSync(join(theme, '..data'));
    write('..data/theme.css', 'mounted');
    symlinkSync('..data/theme.css', join(theme, 'theme.css'));
    await serve();
    expect(await ask('/theme/theme.css')).toMatchObject({ status: 200, body: 'mounted' });
  });

  it.each([
    ['theme.css', () => {}],
    ['sort du dossier', () => symlinkSync(join(dir, 'secret.css'), join(theme, 'theme.css'))],
    [
      '1 Mio',
      () => {
        write('theme.css');
        truncateSync(join(theme, 'theme.css'), 1024 * 1024 + 1);
      },
    ],
    ['niveaux', () => mkdirSync(join(theme, 'a/b/c/d/e'), { recursive: true })],
  ])('is refused in French when it cannot be served whole (%s)', (said, make) => {
    make();
    expect(() => createSite({ nom: 'ROR', theme })).toThrow(said);
  });
});
