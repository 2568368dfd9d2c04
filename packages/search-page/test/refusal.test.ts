import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSearchPage } from '../src/index.js';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The page at an address, as words, when the nation answers with this error. */
async function page(address: string, error: { code: string; message: string; regions?: string[] }) {
  const site = createSearchPage({
    ask: async () => ({ data: null, errors: [error], contrat: null, regionSeule: false }),
  });
  const server = createServer(site).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${address}`);
  const text = await answer.text();
  return { text, status: answer.status };
}

describe('what a user reads when the nation refuses', () => {
  it('names the regions whose silence hides a sheet, under a title', async () => {
    const { text, status } = await page('/offre/93-UE-0000075', {
      code: 'REPONSE_PARTIELLE',
      message: 'offre : aucune région ne connaît cet objet, mais 2 région(s) n’ont pas répondu (93, 53) : réessayez.',
      regions: ['93', '53'],
    });
    expect(status).toBe(422);
    expect(text).toMatch(/Provence-Alpes-Côte d(?:'|’|&#39;)Azur, Bretagne n’ont pas répondu/);
    expect(text).not.toContain('région(s)');
    expect(text).toMatch(/<h1>[^<]+<\/h1>/);
  });

  it.each([
    ['/recherche?q=%F0%9F%8F%A5', 'TEXTE_VIDE', 'criteres.texte vaut « x », sans aucun mot', 'aucun mot à chercher'],
    [
      '/recherche?q=IRM&apres=x',
      'CURSEUR_INVALIDE',
      'after a été altéré : donnez le endCursor',
      'relancez la recherche',
    ],
  ])('says %s in the words of the page', async (address, code, message, said) => {
    const { text } = await page(address, { code, message });
    expect(text).toContain(said);
    expect(text).not.toMatch(/criteres\.|endCursor/);
    expect(text.match(/<h1/g)).toHaveLength(1);
  });
});
