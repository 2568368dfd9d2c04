import { openWhitelistFile } from '@inter-ror/whitelist';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from '../../../regional-adapter/test/server-harness.js';
import { type RunningPage, startPage } from '../src/page/index.js';

let network: Awaited<ReturnType<typeof openNetwork>>;
let page: RunningPage;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  network = await openNetwork();
  // Listed where nothing listens.
  await network.admit('gateway', 'passerelle');
  const adapter = await network.start({ source: { fichier: network.writeExport('bretagne.xml', 60) } });
  await adapter.demarrage;
  await network.listAt(adapter);
  const { list, trust } = network.files;
  const admission = openWhitelistFile({ file: list, trustFile: trust });
  page = await startPage({
    listen: { host: '127.0.0.1', port: 0 },
    identity: network.identity,
    admission,
    logger: pino({ level: 'silent' }),
    region: { codes: ['53'], nom: 'Bretagne' },
  });
  closers.push(
    () => page.close(),
    () => admission.close(),
  );
}, 60_000);
afterAll(async () => {
  for (const close of closers) close();
  await network?.close();
});

async function read(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(new URL(path, page.url));
  return { status: answer.status, text: await answer.text() };
}

describe('the page of a region whose gateway is silent', () => {
  it('finds what the region itself offers, and says that the nation does not answer', async () => {
    const { status, text } = await read('/recherche?q=&portee=region');
    expect(status).toBe(200);
    expect(text).toContain('La recherche nationale ne répond pas.');
    expect(text).toContain('Bretagne répond pour elle-même.');
    expect(text).toMatch(/<h2 id="titre-resultats"[^>]*>60 offres</);
    const [sheet] = text.match(/\/offre\/[^"]+/)!;
    expect((await read(sheet)).status).toBe(200);
  });

  it('does not pass for the country: the other regions were not searched', async () => {
    const { text } = await read('/recherche?q=&portee=france');
    expect(text).toContain('les autres régions n’ont pas été cherchées');
    expect(text).toContain('60 offres au moins');
    const none = await read('/recherche?q=introuvablissime&portee=france');
    expect(none.text).not.toContain('>Aucune offre<');
  });

  it.each(['/offre/11-UE-1', '/entite-juridique/1750000018', '/recherche.csv?q='])(
    'says of %s, which it cannot know alone, that the nation does not answer',
    async (path) => {
      const { status, text } = await read(path);
      expect(status).toBe(502);
      expect(text).toContain('La recherche nationale ne répond pas.');
    },
  );
});
