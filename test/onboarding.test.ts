import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecrireExports, INSTANCES } from '@inter-ror/demo-nation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPages } from './support/markdown.js';
import { COMMAND, runCommand } from './support/nation.js';

// docs/fr/rejoindre.md, command by command, with a publisher and a gateway that run and are never started again.
const dir = mkdtempSync(join(tmpdir(), 'ir-rejoindre-'));
const at = (...names: string[]) => join(dir, ...names);
const running: ChildProcess[] = [];
let publication: string;
let gateway: string;
/** Where the gateway tells its operator how it is. */
let operations: string;
let address: string;

/** The commands of the page, in order, once its invented addresses are those of this machine. */
function written(verb: string): string[] {
  const lines = readPages()
    .find(({ path }) => path === 'docs/fr/rejoindre.md')!
    .blocks.filter((b) => b.language === 'sh')
    .flatMap((b) => b.code.trim().split('\n'));
  const line = lines.find((l) => l.startsWith(`inter-ror ${verb}`))!;
  return line
    .replaceAll('https://ror.exemple.invalid:8443', address)
    .replaceAll('https://liste.exemple.invalid:8444', publication)
    .match(/"[^"]*"|\S+/g)!
    .slice(1)
    .map((word) => word.replaceAll('"', ''));
}
const asWritten = (verb: string) => runCommand(written(verb), { cwd: dir });
const whitelist = (...args: string[]) => runCommand(['whitelist', ...args, '--dir', at('autorite')], { cwd: dir });

/** Starts a process that serves; gives its address. */
function serve(args: string[]): Promise<{ url: string; child: ChildProcess; exploitation: () => string }> {
  const child = fork(COMMAND, args, { cwd: dir, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  running.push(child);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    let exploitation = '';
    child.on('message', (message: { url?: string; exploitation?: string }) => {
      exploitation ||= message.exploitation ?? '';
      if (message.url) resolve({ url: message.url, child, exploitation: () => exploitation });
    });
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with code ${code}: ${said}`)));
  });
}

async function stop(child: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}

/** Key and certificate of a member that is no region, by the authority's own verbs. */
async function member(name: string, kind: string, ...more: string[]): Promise<void> {
  const files = ['--key', at(`${name}.key`), '--out', at(`${name}.csr`)];
  await runCommand(['whitelist', 'csr', '--nom', name, '--organisation', 'essai', ...files]);
  const asked = ['--csr', at(`${name}.csr`), '--kind', kind, '--label', name, '--by', 'C. Dubois', ...more];
  const { out, err } = await whitelist('enroll', ...asked);
  const id = /enregistrée : (\S+)/.exec(out)?.[1];
  if (id === undefined) throw new Error(err);
  await whitelist('approve', id, '--by', 'A. Martin', '--out', at(`${name}.pem`));
}

function config(name: string, more: object): string {
  const file = at(`${name}.yaml`);
  const identite = { cle: `${name}.key`, certificat: `${name}.pem`, autorites: 'autorite/ca.pem' };
  writeFileSync(file, JSON.stringify({ ecoute: { hote: '127.0.0.1', port: 0 }, identite, journal: 'silent', ...more }));
  return file;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const check = async () => {
  const { code, out, err } = await asWritten('adapter check');
  return {
    code,
    err,
    lines: Object.fromEntries(
      out
        .split('\n')
        .flatMap((l) =>
          [/^(.) ([^:]+) : (.*)/.exec(l)?.slice(1)].flatMap((m) => (m ? [[m[1]!, `${m[0]} ${m[2]}`]] : [])),
        ),
    ),
  };
};

beforeAll(async () => {
  await whitelist('init', '--instance', 'ESSAI');
  await member('publication', 'authority');
  await member('passerelle', 'gateway', '--profile', '1', '--perimeter', '*', '--endpoint', 'https://127.0.0.1');
  await member('samu', 'consumer', '--profile', '1', '--perimeter', '*');
  publication = (await serve(['whitelist', 'serve', '--config', config('publication', { autorite: 'autorite' })])).url;
  await whitelist('endpoint', 'authority-publication', publication);
  copyFileSync(at('autorite', 'whitelist.json'), at('passerelle.liste.json'));
  const listeBlanche = {
    publication,
    fichier: 'passerelle.liste.json',
    confiance: 'autorite/trust.json',
    etat: 'vue.json',
  };
  const exploitation = { ecoute: { hote: '127.0.0.1', port: 0 } };
  const started = await serve(['gateway', 'serve', '--config', config('passerelle', { listeBlanche, exploitation })]);
  gateway = started.url;
  // Told just after its address.
  while (started.exploitation() === '') await new Promise((resolve) => setTimeout(resolve, 10));
  operations = started.exploitation();
  await whitelist('endpoint', 'gateway-passerelle', gateway);
  address = `https://127.0.0.1:${await freePort()}`;
}, 120_000);

afterAll(async () => {
  for (const child of running) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

describe('a GRADeS joins, as the page says', () => {
  it('prepares its key, its request and its configuration, and writes over nothing', async () => {
    const made = await asWritten('adapter init');
    expect([made.code, made.err]).toEqual([0, '']);
    expect(made.out).toContain('demande-adapter.txt');
    const again = await asWritten('adapter init');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('rien n’est écrasé')]);
    const early = await check();
    expect([early.code, early.err]).toEqual([2, expect.stringContaining('adapter.pem')]);
  }, 60_000);

  it('is asked for what is missing, by the name of the option, when nobody is at the terminal', async () => {
    const { code, err } = await runCommand(['adapter', 'init', '--dir', at('autre'), '--region', '53']);
    expect([code, err]).toEqual([2, expect.stringContaining('--solution manque')]);
    const wrong = await runCommand(['adapter', 'init', '--dir', at('autre'), '--region', '99']);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('code inconnu 99')]);
  }, 60_000);

  it('is told that the list, then its approval, are missing', async () => {
    copyFileSync(at('adaptateur', 'demande-adapter.txt'), at('demande-adapter.txt'));
    expect((await asWritten('whitelist enroll')).out).toContain('region-53 (en attente)');
    for (const name of ['ca.pem', 'trust.json']) copyFileSync(at('autorite', name), at('adaptateur', name));
    copyFileSync(at('samu.pem'), at('adaptateur', 'adapter.pem'));
    const wrongKey = await check();
    expect(wrongKey.code).toBe(3);
    expect(wrongKey.lines['clé et certificat']).toMatch(/^✗ .*n’est pas celle du certificat/);
    expect(wrongKey.lines['liste blanche']).toMatch(/^✗ .*whitelist\.json/);
    expect(wrongKey.lines['mon entrée dans la liste']).toMatch(/^· /);

    copyFileSync(at('autorite', 'whitelist.json'), at('adaptateur', 'whitelist.json'));
    expect((await asWritten('whitelist approve')).code).toBe(0);
    copyFileSync(at('adapter.pem'), at('adaptateur', 'adapter.pem'));
    const beforeTheList = await check();
    expect(beforeTheList.lines['liste blanche']).toMatch(/^✓ /);
    expect(beforeTheList.lines['mon entrée dans la liste']).toMatch(/^✗ aucune entrée active/);
    copyFileSync(at('autorite', 'whitelist.json'), at('adaptateur', 'whitelist.json'));
  }, 60_000);

  it('loads, serves, and everything is right; the gateway finds its offers without having been started again', async () => {
    const instances = INSTANCES.filter((i) => i.codes.includes('53'));
    const [exported] = await ecrireExports({ dir, instances, nombreOffres: 2_000 });
    const missing = await check();
    expect(missing.lines.données).toMatch(/^✗ .*export-53\.xml n’existe pas/);
    copyFileSync(exported!.fichier, at('adaptateur', 'export-53.xml'));
    expect((await asWritten('adapter load')).code).toBe(0);

    const notServing = await check();
    expect(notServing.lines['passerelle nationale']).toMatch(/^✓ /);
    expect(notServing.lines['ce que la passerelle voit de moi']).toMatch(/^✗ ERREUR/);

    const { child } = await serve(written('adapter serve'));
    await expect
      .poll(async () => (await check()).lines['ce que la passerelle voit de moi'], { timeout: 40_000, interval: 500 })
      .toMatch(/^✓ OK, génération \S+, celle d’ici/);
    const done = await check();
    expect([done.code, done.err]).toEqual([0, '']);
    expect(Object.values(done.lines).every((line) => line.startsWith('✓'))).toBe(true);

    const tls = ['--ca', at('autorite', 'ca.pem'), '--cert', at('samu.pem'), '--key', at('samu.key')];
    const found = await runCommand(['ask', 'IRM', '--gateway', gateway, '--json', ...tls]);
    const { nodes, regions } = JSON.parse(found.out);
    expect(nodes.length).toBeGreaterThan(0);
    expect(regions).toMatchObject([{ codes: ['53'], statut: 'OK' }]);
    await stop(child);
  }, 120_000);

  it('is seen by the operator of the gateway: who asked, what the region replied, what the list is worth', async () => {
    const ready = await fetch(`${operations}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      { statut: 'OK', raisons: [], regions: 1, liste: { instance: 'ESSAI', state: 'fresh' } },
    ]);
    const metrics = await (await fetch(`${operations}/metrics`)).text();
    const value = (name: string) =>
      Number(
        metrics
          .split('\n')
          .find((l) => l.startsWith(`${name} `))
          ?.split(' ')
          .at(-1),
      );
    expect(value('inter_ror_requests_total{member="consumer-samu",status="200"}')).toBe(1);
    expect(value('inter_ror_region_replies_total{region="region-53",statut="OK"}')).toBeGreaterThan(1);
    expect(value('inter_ror_breaker_open{region="region-53"}')).toBe(0);
    expect(value('inter_ror_list_version')).toBeGreaterThan(3);
    expect(value('inter_ror_list_state{state="fresh"}')).toBe(1);
    expect(value('inter_ror_heartbeat_age_seconds')).toBeLessThan(120);
    expect(metrics).toContain('inter_ror_expirations{alarm="30"} 0');
    expect((await fetch(`${operations}/metrics`, { method: 'POST' })).status).toBe(405);
  }, 60_000);

  it('is told that its key is open to others, that its kept copy would serve, that it is suspended', async () => {
    chmodSync(at('adaptateur', 'adapter.key'), 0o644);
    writeFileSync(at('adaptateur', 'whitelist.json'), '{}');
    const odd = await check();
    expect(odd.lines['clé et certificat']).toMatch(/^! .*adapter\.key \(mode 644\)/);
    expect(odd.lines['liste blanche']).toMatch(/^! .*whitelist\.json\.copie, version \d+, est bonne/);
    expect(odd.lines['publication de la liste']).toMatch(/^✓ /);
    chmodSync(at('adaptateur', 'adapter.key'), 0o600);
    copyFileSync(at('adapter.pem'), at('adaptateur', 'ca.pem'));
    expect((await check()).lines['clé et certificat']).toMatch(/^! .*ca\.pem ne porte pas la racine/);
    copyFileSync(at('autorite', 'ca.pem'), at('adaptateur', 'ca.pem'));

    copyFileSync(at('autorite', 'whitelist.json'), at('adaptateur', 'whitelist.json'));
    expect((await whitelist('suspend', 'region-53', '--reason', 'incident')).code).toBe(0);
    const behind = await check();
    expect(behind.lines['publication de la liste']).toMatch(
      /^✗ .*ferme la connexion sans répondre.* suspendu, révoqué/,
    );
    copyFileSync(at('autorite', 'whitelist.json'), at('adaptateur', 'whitelist.json'));
    const told = await check();
    expect([told.code, told.lines['mon entrée dans la liste']]).toEqual([
      1,
      expect.stringMatching(/^✗ region-53 est suspendu depuis le .* \(incident\)/),
    ]);
    const own = ['--cert', at('adapter.pem'), '--key', at('adaptateur', 'adapter.key')];
    const asked = await runCommand(['ask', 'IRM', '--gateway', gateway, '--ca', at('autorite', 'ca.pem'), ...own]);
    expect([asked.code, asked.err]).toEqual([1, expect.stringContaining('ferme la connexion sans répondre')]);
    expect((await whitelist('resume', 'region-53')).code).toBe(0);
    copyFileSync(at('autorite', 'whitelist.json'), at('adaptateur', 'whitelist.json'));
  }, 60_000);

  it('is told that the gateway does not answer, once it has been stopped and has ended well', async () => {
    expect(await stop(running[1]!)).toBe(0);
    const { code, lines } = await check();
    expect(code).toBe(1);
    expect(lines['passerelle nationale']).toMatch(/^✗ elle ne répond pas/);
    expect(lines['ce que la passerelle voit de moi']).toMatch(/^· /);
    expect(readFileSync(at('adaptateur', 'adapter.yaml'), 'utf8')).toContain(publication);
  }, 60_000);
});
