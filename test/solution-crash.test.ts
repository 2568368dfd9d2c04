import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from '../regional-adapter/test/server-harness.js';
import { attendre, bretagne, simuler } from '../regional-adapter/test/solution-harness.js';
import { COMMAND, runCommand } from './support/nation.js';

type Network = Awaited<ReturnType<typeof openNetwork>>;

/** What a simulated solution says that it was asked. */
interface Asked {
  lectures: number;
  parEtablissement: Record<string, number>;
}

describe('an adapter process that follows a simulated solution', () => {
  let network: Network;
  let simulated: Awaited<ReturnType<typeof simuler>>;
  let config: string;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    network = await openNetwork();
    simulated = await simuler('ir', bretagne(9_000), network.dir);
    config = writeConfig(network, simulated);
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await simulated.close();
    await network.close();
  });

  function serve(): { child: ChildProcess; offers: Promise<number> } {
    const child = fork(COMMAND, ['adapter', 'serve', '--config', config], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    running.push(child);
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    const offers = new Promise<number>((resolve, reject) => {
      child.on('message', (message: { offres?: number }) => {
        if (message.offres !== undefined) resolve(message.offres);
      });
      child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
    });
    offers.catch(() => {});
    return { child, offers };
  }

  it('is told by the check that the solution answers, or why it does not', async () => {
    const check = async () => (await runCommand(['adapter', 'check', '--config', config])).out;
    expect(await check()).toMatch(
      /✓ données : rien n’est encore chargé ; ROR IR, https:\S+ répond en \d+ ms, \d+ établissements/,
    );
    await simulated.commander('POST', '/fautes', { type: 'certificat' });
    expect(await check()).toMatch(/✗ données : .*TLS refusé \(CERT_HAS_EXPIRED.*\(SOLUTION_TLS\)/);
    await simulated.commander('DELETE', '/fautes');
  }, 120_000);

  it('goes on after kill -9 in the middle of its first synchronisation, and reads again less than 5 % of it', async () => {
    await simulated.commander('POST', '/fautes', { type: 'lent', ms: 40 });
    const asked = () => simulated.commander<Asked>('GET', '/etat');
    const first = serve();
    await attendre(
      'half of the establishments are read',
      async () => (await asked()).lectures > simulated.etablissements / 2,
    );
    first.child.kill('SIGKILL');
    await new Promise((resolve) => first.child.once('exit', resolve));
    const before = await asked();
    expect(Object.keys(before.parEtablissement).length).toBeLessThan(simulated.etablissements);

    const second = serve();
    expect(await second.offers).toBe(simulated.unites);
    const { lectures, parEtablissement } = await asked();
    expect(Object.keys(parEtablissement).length).toBe(simulated.etablissements);
    expect(simulated.etablissements).toBeGreaterThan(80);
    expect((lectures - simulated.etablissements) / simulated.etablissements).toBeLessThan(0.05);
  }, 240_000);
});

function writeConfig(
  network: Network,
  { adresses, client, correspondances }: Awaited<ReturnType<typeof simuler>>,
): string {
  const dir = join(network.dir, 'adaptateur');
  mkdirSync(dir);
  const put = (name: string, content: string): string => {
    writeFileSync(join(dir, name), content);
    return name;
  };
  const { identity, files } = network;
  return join(
    dir,
    put(
      'adapter.yaml',
      JSON.stringify({
        region: { codes: ['53'], nom: 'Bretagne', solution: 'IR' },
        ecoute: { port: 0 },
        donnees: 'donnees',
        source: {
          solution: {
            adresses,
            identite: {
              cle: put('solution.key', client.key),
              certificat: put('solution.pem', client.cert),
              autorites: put('solution-ca.pem', client.ca.join('\n')),
            },
            vihf: { sujet: '990000000/1', nom: 'adaptateur d’essai' },
            dates: { forme: 'JJ/MM/AAAA' },
            correspondances: put('codes.csv', correspondances),
          },
        },
        identite: {
          cle: put('adapter.key', identity.key),
          certificat: put('adapter.pem', identity.cert),
          autorites: put('ca.pem', identity.ca.join('\n')),
        },
        listeBlanche: { fichier: files.list, confiance: files.trust },
        journal: 'silent',
      }),
    ),
  );
}
