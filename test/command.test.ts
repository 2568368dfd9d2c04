import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from './support/nation.js';

const dir = mkdtempSync(join(tmpdir(), 'ir-command-'));
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

const file = (name: string, text: string) => {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
};

const VERBS = [
  ['demo'],
  ['ask'],
  ['adapter', 'serve'],
  ['adapter', 'load'],
  ['adapter', 'check'],
  ['gateway', 'serve'],
  ['gateway', 'check'],
  ['whitelist', 'init'],
  ['whitelist', 'csr'],
  ['whitelist', 'enroll'],
  ['whitelist', 'approve'],
  ['whitelist', 'revoke'],
  ['whitelist', 'list'],
  ['whitelist', 'show'],
  ['whitelist', 'verify'],
  ['whitelist', 'publish'],
  ['whitelist', 'endpoint'],
  ['whitelist', 'suspend'],
  ['whitelist', 'resume'],
  ['whitelist', 'rotate'],
  ['whitelist', 'diff'],
  ['whitelist', 'export'],
  ['whitelist', 'doctor'],
  ['whitelist', 'audit', 'verify'],
  ['whitelist', 'audit', 'tail'],
  ['nomenclature', 'list'],
  ['nomenclature', 'show'],
  ['nomenclature', 'import'],
  ['nomenclature', 'diff'],
];

describe('the inter-ror command', () => {
  it('explains every verb with an example', async () => {
    for (let i = 0; i < VERBS.length; i += 2) {
      const pair = VERBS.slice(i, i + 2);
      for (const { code, out } of await Promise.all(pair.map((verb) => runCommand([...verb, '--help'])))) {
        expect(code).toBe(0);
        expect(out).toMatch(/Exemples? :/);
      }
    }
  }, 120_000);

  it('refuses an unknown verb, an unknown option and a missing option with code 2', async () => {
    for (const args of [['recherche'], ['demo', '--ofers', '3'], ['adapter', 'serve'], ['ask']]) {
      expect((await runCommand(args)).code).toBe(2);
    }
  }, 60_000);

  it('says the file, the line, the key and the mend of a wrong configuration, with code 2', async () => {
    const config = file(
      'adapter.yaml',
      'region:\n  codes: ["53"]\n  nom: Bretagne\n  solutoin: IESS\necoute:\n  port: 70000\n',
    );
    const { code, err } = await runCommand(['adapter', 'check', '--config', config]);
    expect(code).toBe(2);
    expect(err).toMatch(/adapter\.yaml:4 : region\.solutoin : clé inconnue → vouliez-vous « solution »/);
    expect(err).toMatch(/adapter\.yaml:6 : ecoute\.port : .* → le maximum est 65535/);
    expect(err).toMatch(/identite : clé obligatoire absente/);
  });

  it('says that the configuration file does not exist, with code 2', async () => {
    const { code, err } = await runCommand(['gateway', 'serve', '--config', join(dir, 'nulle-part.yaml')]);
    expect(code).toBe(2);
    expect(err).toContain("n'existe pas");
  });

  it('takes a region from its key to its listed certificate', async () => {
    const authority = join(dir, 'autorite');
    expect((await runCommand(['whitelist', 'init', '--dir', authority, '--instance', 'ESSAI'])).code).toBe(0);
    const key = join(dir, 'adapter.key');
    const csr = join(dir, 'adapter.csr');
    expect(
      (
        await runCommand([
          'whitelist',
          'csr',
          '--nom',
          'ROR Bretagne',
          '--organisation',
          'GRADeS',
          '--key',
          key,
          '--out',
          csr,
        ])
      ).code,
    ).toBe(0);
    const enrolled = await runCommand([
      'whitelist',
      'enroll',
      '--dir',
      authority,
      '--csr',
      csr,
      '--by',
      'C. Dubois',
      '--kind',
      'region',
      '--label',
      'ROR Bretagne',
      '--region',
      '53',
      '--profile',
      '1',
      '--endpoint',
      'https://127.0.0.1:8443',
    ]);
    expect(enrolled.out).toContain('region-53 (en attente)');
    const cert = join(dir, 'adapter.pem');
    expect(
      (await runCommand(['whitelist', 'approve', 'region-53', '--dir', authority, '--by', 'A. Martin', '--out', cert]))
        .code,
    ).toBe(0);
    expect(readFileSync(cert, 'utf8')).toContain('BEGIN CERTIFICATE');
    const verified = await runCommand([
      'whitelist',
      'verify',
      join(authority, 'whitelist.json'),
      '--trust',
      join(authority, 'trust.json'),
    ]);
    expect(verified.out).toMatch(/« ESSAI » version 2, 1 membre/);

    const config = file(
      'region.yaml',
      `region: { codes: ["53"], nom: Bretagne, solution: IESS }
ecoute: { port: 0 }
donnees: donnees
identite: { cle: adapter.key, certificat: adapter.pem, autorites: autorite/ca.pem }
listeBlanche: { fichier: autorite/whitelist.json, confiance: autorite/trust.json }
`,
    );
    const check = await runCommand(['adapter', 'check', '--config', config]);
    expect(check.err).toBe('');
    expect(check.out).toContain('✓ clé et certificat : de la même paire');
    expect(check.out).toContain('✓ mon entrée dans la liste : region-53');
    expect(check.code).toBe(0);

    const tampered = readFileSync(join(authority, 'whitelist.json'), 'utf8').replace(
      /"payload":\s*"(.)/,
      (m, c) => m.slice(0, -1) + (c === 'e' ? 'f' : 'e'),
    );
    const bad = file('bad-list.json', tampered);
    const refused = await runCommand(['whitelist', 'verify', bad, '--trust', join(authority, 'trust.json')]);
    expect(refused.code).toBe(3);
  }, 120_000);

  it('shows a nomenclature and what a new version changes', async () => {
    const shown = await runCommand(['nomenclature', 'show', '1.2.250.1.213.3.3.17']);
    expect(shown.out).toContain('Médico-social');
    const next = file(
      'TRE_R227.json',
      JSON.stringify({
        resourceType: 'CodeSystem',
        url: 'https://mos.esante.gouv.fr/NOS/TRE_R227-ChampActivite/FHIR/TRE-R227-ChampActivite',
        name: 'TRE_R227-ChampActivite',
        status: 'active',
        content: 'complete',
        version: '20270101120000',
        date: '2027-01-01',
        publisher: 'ANS',
        identifier: [{ value: 'urn:oid:1.2.250.1.213.3.3.17' }],
        concept: [
          { code: '01', display: 'Médecine, chirurgie, obstétrique' },
          { code: '99', display: 'Nouveau champ' },
        ],
      }),
    );
    const diff = await runCommand(['nomenclature', 'diff', 'TRE_R227-ChampActivite', next]);
    expect(diff.out).toContain('99');
    expect(diff.code).toBe(0);
    expect(diff.out).toMatch(
      /^avant : TRE_R227-ChampActivite, version \d+ du .*\naprès : .* version 20270101120000 du 2027-01-01/,
    );
    const list = await runCommand(['nomenclature', 'list']);
    expect(list.out).toMatch(/^table\tversion\tdate\tcodes\tétat\tOID\n/);
    expect(list.out).toMatch(/^TRE_R227-ChampActivite\t\d{14}\t\d{4}-\d\d-\d\t?/m);
    expect(list.out).toMatch(/^TRE_R13-CommuneOM\t/m);
    expect((await runCommand(['nomenclature', 'show', 'R13', 'quimp'])).out).toContain('29232\tQuimper');
    const near = await runCommand(['nomenclature', 'show', 'champ activité']);
    expect(near).toMatchObject({ code: 2, err: expect.stringContaining('vouliez-vous JDV_J20-ChampActivite-ROR') });
    expect(await runCommand(['nomenclature', 'diff', 'R227', 'R999'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('R999 : ni une table du projet, ni un fichier'),
    });
    const hostile = file('hostile.json', '{"resourceType":"CodeSystem"}');
    expect((await runCommand(['nomenclature', 'import', hostile, '--dossier', join(dir, 'nos')])).code).toBe(3);
  }, 60_000);
});

describe('wrong words', () => {
  it.each([
    [['demo', '--offers', 'abc'], 'erreur : option --offers <n>, valeur « abc » : il faut un nombre'],
    [['demo', '--nope'], 'erreur : option inconnue : --nope'],
    [['nope'], 'erreur : commande inconnue : nope'],
    [['ask'], 'erreur : il manque un argument : question'],
    [['ask', 'IRM', '--gateway', 'http://hote'], '--gateway http://hote : donnez une adresse https://hôte:port'],
    [
      ['ask', 'IRM', '--gateway', 'https://hote', '--cert', import.meta.filename],
      `${import.meta.filename} : ce n’est pas du PEM`,
    ],
    [['adapter', 'load', 'x.xml'], 'erreur : option obligatoire : -c, --config <fichier>'],
  ])('%j is refused in French, with code 2', async (args, said) => {
    const { code, err } = await runCommand(args);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  });
});
