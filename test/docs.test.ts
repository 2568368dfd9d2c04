import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { schemaContrat } from '@inter-ror/exposure-model';
import { lireCorrespondances } from '@inter-ror/regional-adapter';
import { Authority } from '@inter-ror/whitelist';
import type { Command } from 'commander';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../packages/cli/src/program.js';
import { anchorsOf, commandsOf, type Page, ROOT, readPages } from './support/markdown.js';
import { COMMAND } from './support/nation.js';

const pages = readPages();
const page = (path: string): Page => pages.find((p) => p.path === path)!;

describe('links of the documentation', () => {
  it.each(pages)('of $path lead somewhere', (from) => {
    const broken = [...from.prose.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => {
        const [file, anchor] = target.split('#') as [string, string?];
        const path = file === '' ? from.path : normalize(join(dirname(from.path), file));
        if (!existsSync(join(ROOT, path))) return true;
        const to = pages.find((p) => p.path === path);
        return anchor !== undefined && to !== undefined && !anchorsOf(to).has(anchor);
      });
    expect(broken).toEqual([]);
  });
});

describe('commands of the documentation', () => {
  const program = buildProgram('0');
  const reached = (verbs: readonly string[]): Command =>
    verbs.reduce((command, verb) => command.commands.find((c) => c.name() === verb)!, program);

  it('exist, with their options', () => {
    const unknown: string[] = [];
    const seen = new Set<string>();
    for (const { path, command } of pages.flatMap((p) => commandsOf(p).map((command) => ({ path: p.path, command })))) {
      const verbs: string[] = [];
      for (const word of command) {
        const below = reached(verbs).commands.map((c) => c.name());
        if (below.length === 0) break;
        if (word.startsWith('-') || !/^[a-z]+$/.test(word)) break;
        if (!below.includes(word)) {
          unknown.push(`${path}: inter-ror ${[...verbs, word].join(' ')}`);
          break;
        }
        verbs.push(word);
      }
      seen.add(verbs.join(' '));
      const known = [...reached(verbs).options.flatMap(({ short, long }) => [short, long]), '--help', '--version'];
      for (const option of command.filter((word) => /^--?[a-z]/.test(word))) {
        if (!known.includes(option)) unknown.push(`${path}: inter-ror ${verbs.join(' ')} ${option}`);
      }
    }
    expect(unknown).toEqual([]);
    expect(seen.size).toBeGreaterThan(15);
  }, 120_000);
});

describe('configurations of the documentation', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'ir-docs-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

  it.each([
    ['adapter', 'docs/fr/guide-grades.md'],
    ['gateway', 'docs/operators.md'],
  ])(
    '%s.yaml is accepted, and every key is there',
    (verb, path) => {
      const { code } = page(path).blocks.find((b) => b.code.startsWith(`# ${verb}.yaml`))!;
      for (const [, file] of code.matchAll(/: ([\w-]+\.(?:key|pem|csv|json))\b/g)) writeFileSync(join(dir, file!), '');
      for (const folder of ['tables', 'theme']) mkdirSync(join(dir, folder), { recursive: true });
      const check = (yaml: string) => {
        const file = join(dir, `${verb}.yaml`);
        writeFileSync(file, yaml);
        return spawnSync(process.execPath, [COMMAND, verb, 'check', '--config', file], { encoding: 'utf8' });
      };
      // The configuration is right: what is refused next is the empty key, or the empty whitelist.
      const next = /^liste blanche \(TRUST\)|^TLS mutuel \(ERR_IDENTITY\)/;
      expect(check(code)).toMatchObject({ status: 3, stderr: expect.stringMatching(next) });

      const strange = code.replace(/^(\w+):( *(?:#.*)?)$/gm, '$1:$2\n  etrange: 1').concat('etrange: 1\n');
      const { stderr } = check(strange);
      const possible = [...stderr.matchAll(/clés possibles : ([^)]+)/g)].flatMap(([, keys]) => keys!.split(', '));
      expect(possible.length).toBeGreaterThan(10);
      expect(possible.filter((key) => !new RegExp(`^ *${key}:`, 'm').test(code))).toEqual([]);
    },
    60_000,
  );
});

describe('guide of live solutions', () => {
  it('shows a source that is accepted, every key of it, and correspondences that are read', () => {
    const dir = mkdtempSync(join(tmpdir(), 'ir-docs-'));
    try {
      const { blocks } = page('docs/fr/brancher-sa-solution.md');
      const source = blocks.find((b) => b.code.startsWith('# adapter.yaml, la source'))!.code;
      const whole = page('docs/fr/guide-grades.md').blocks.find((b) => b.code.startsWith('# adapter.yaml'))!.code;
      const yaml = whole.replace(/^source:.*\n(?: {2}.*\n)+/m, () => source);
      expect(yaml).not.toContain('export-53.xml');
      for (const [, file] of yaml.matchAll(/: ([\w-]+\.(?:key|pem|csv|json))\b/g)) writeFileSync(join(dir, file!), '');
      for (const folder of ['tables', 'theme']) mkdirSync(join(dir, folder), { recursive: true });
      const check = (text: string) => {
        const file = join(dir, 'adapter.yaml');
        writeFileSync(file, text);
        return spawnSync(process.execPath, [COMMAND, 'adapter', 'check', '--config', file], { encoding: 'utf8' });
      };
      expect(check(yaml)).toMatchObject({ status: 3, stderr: expect.stringMatching(/ERR_IDENTITY|TRUST/) });

      const strange = source.replace(
        /^( +)(solution|adresses|identite|vihf|dates|rythmes):.*$/gm,
        '$&\n$1  etrange: 1',
      );
      const { stderr } = check(yaml.replace(source, () => strange));
      const possible = [...stderr.matchAll(/clés possibles : ([^)]+)/g)].flatMap(([, keys]) => keys!.split(', '));
      expect(possible.length).toBeGreaterThan(20);
      expect(possible.filter((key) => !new RegExp(`^ *(?:# )?${key}:`, 'm').test(source))).toEqual([]);

      const codes = join(dir, 'codes.csv');
      writeFileSync(codes, blocks.find(({ language }) => language === 'csv')!.code);
      expect([...lireCorrespondances(codes).values()].map(({ size }) => size)).toEqual([2]);
    } finally {
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    }
  }, 60_000);
});

describe('commands of the guide of the GRADeS', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'ir-guide-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

  it('do what they say, pasted in their order, with the minimal configuration', async () => {
    const commands = page('docs/fr/guide-grades.md')
      .blocks.filter(({ language }) => language === 'sh')
      .flatMap(({ code }) => code.split('\n'))
      .filter((line) => line.startsWith('inter-ror ') && !line.includes(' serve '));
    const paste = (begins: string) => {
      const line = commands.find((command) => command.startsWith(`inter-ror ${begins}`));
      const script = line?.replace('inter-ror', `"${process.execPath}" "${COMMAND}"`) ?? 'exit 1';
      const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: dir, encoding: 'utf8' });
      expect([line, status, stderr.replace(/^(?:lecture|assemblage|validation) .*\n/gm, '')]).toEqual([line, 0, '']);
      return stdout;
    };
    expect(paste('whitelist csr')).toContain('adapter.csr (à envoyer à l’autorité)');
    const authority = await Authority.init({ dir: join(dir, 'autorite'), instance: 'ESSAI' });
    const { id } = await authority.enroll({
      csr: readFileSync(join(dir, 'adapter.csr'), 'utf8'),
      kind: 'region',
      label: 'ROR Bretagne',
      regionCodes: ['53'],
      profile: 1,
      perimeter: ['53'],
      endpoints: ['https://127.0.0.1:8443'],
    });
    const { certificate } = await authority.approve(id, 'essai');
    writeFileSync(join(dir, 'adapter.pem'), certificate);
    const { ca, trust, list } = authority.files;
    for (const [from, to] of [
      [ca, 'ca.pem'],
      [trust, 'trust.json'],
      [list, 'whitelist.json'],
    ] as const)
      copyFileSync(from, join(dir, to));
    copyFileSync(join(ROOT, 'packages/csd/test/fixtures/complet.xml'), join(dir, 'export-53.xml'));
    const config = `region: { codes: ["53"], nom: Bretagne, solution: IESS }
ecoute: { port: 8443 }
donnees: donnees
identite: { cle: adapter.key, certificat: adapter.pem, autorites: ca.pem }
listeBlanche: { fichier: whitelist.json, confiance: trust.json }
`;
    writeFileSync(join(dir, 'adapter.yaml'), config);
    expect(paste('whitelist verify')).toContain('1 membre(s) actif(s)');
    expect(paste('adapter check')).toContain('✓ clé et certificat');
    expect(paste('adapter load')).toMatch(/^export-53\.xml : génération 1, 1 offres/);
    expect(paste('adapter export')).toContain('ror-53-public.xml.gz');
    expect(commands.map((command) => command.split(' ').slice(1, 3).join(' ')).sort()).toEqual([
      'adapter check',
      'adapter export',
      'adapter load',
      'whitelist csr',
      'whitelist verify',
    ]);
  }, 120_000);
});

describe('GraphQL of the documentation', () => {
  const documents = pages.flatMap(({ path, blocks }) => [
    ...blocks.filter((b) => b.language === 'graphql').map((b) => ({ path, document: b.code })),
    ...blocks
      .filter((b) => b.language === 'sh')
      .flatMap((b) => [...b.code.matchAll(/-d '(\{[\s\S]*?\})'/g)])
      .map(([, body]) => ({ path, document: JSON.parse(body!).query as string | undefined }))
      .filter((asked): asked is { path: string; document: string } => asked.document !== undefined),
  ]);

  it.each(documents)('fits the contract ($path)', ({ document }) => {
    expect(validate(schemaContrat(), parse(document))).toEqual([]);
  });

  it('is there', () => expect(documents.length).toBeGreaterThanOrEqual(4));
});

describe('promises of the federation', () => {
  const { prose } = page('docs/federation.md');
  const proofs = [...prose.matchAll(/^- `([^`]+)`: "([^"]+)"$/gm)].map(([, file, title]) => ({ file, title }));

  it.each(proofs)('$file proves that it $title', ({ file, title }) => {
    expect(readFileSync(join(ROOT, file!), 'utf8')).toContain(title);
  });

  it('each have a proof', () => {
    const promises = prose.split(/^\*\*\d+\. /m).slice(1);
    expect(promises.length).toBeGreaterThan(20);
    expect(promises.filter((promise) => !/^- `/m.test(promise))).toEqual([]);
  });
});

describe('codes of errors', () => {
  const ANY = /(?:^ {2}\| |\bcode: |statut: )'([A-Z][A-Z0-9_]{3,})'/gm;
  /** Codes of a file, or of every file of a folder. */
  const codesOf = (source: string): string[] => {
    const files = source.endsWith('.ts')
      ? ['']
      : readdirSync(join(ROOT, source), { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => file === '' || file.endsWith('.ts'))
      .filter((file) => source !== 'gateway/src' || !file.startsWith('console/'))
      .flatMap((file) => [...readFileSync(join(ROOT, source, file), 'utf8').matchAll(ANY)].map(([, code]) => code!));
  };

  it.each([
    ['packages/exposure-model/src/search/search-error.ts', 'docs/integrators.md'],
    ['regional-adapter/src/graphql/errors.ts', 'docs/integrators.md'],
    ['packages/csd/src/reader/anomalies.ts', 'docs/fr/guide-grades.md'],
    ['regional-adapter/src/ingest', 'docs/fr/guide-grades.md'],
    ['regional-adapter/src/solutions/solution-error.ts', 'docs/fr/brancher-sa-solution.md'],
    ['gateway/src', 'docs/integrators.md'],
    ['gateway/src/console', 'docs/operators.md'],
    ['packages/mutual-tls/src/refusal.ts', 'docs/fr/guide-grades.md'],
    ['packages/mutual-tls/src/refusal.ts', 'docs/operators.md'],
    ['packages/mutual-tls/src/errors.ts', 'docs/operators.md'],
    ['whitelist/src/document/error.ts', 'docs/operators.md'],
  ])('of %s are all in %s', (source, path) => {
    const codes = codesOf(source);
    expect(codes.length).toBeGreaterThan(3);
    expect(codes.filter((code) => !page(path).text.includes(`\`${code}\``))).toEqual([]);
  });
});
