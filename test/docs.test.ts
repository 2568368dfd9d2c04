import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { schemaContrat } from '@inter-ror/exposure-model';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  const helps = new Map<string, string>();
  const help = (verbs: string[]): string => {
    const key = verbs.join(' ');
    if (!helps.has(key)) {
      helps.set(key, spawnSync(process.execPath, [COMMAND, ...verbs, '--help'], { encoding: 'utf8' }).stdout);
    }
    return helps.get(key)!;
  };
  const verbsIn = (text: string) => [...text.matchAll(/^ {2}([a-z]+) (?:\[|<| {2})/gm)].map(([, verb]) => verb!);

  it('exist, with their options', () => {
    const unknown: string[] = [];
    const seen = new Set<string>();
    for (const { path, command } of pages.flatMap((p) => commandsOf(p).map((command) => ({ path: p.path, command })))) {
      const verbs: string[] = [];
      for (const word of command) {
        const below = /^Commandes :/m.test(help(verbs)) ? verbsIn(help(verbs).split(/^Commandes :/m)[1]!) : [];
        if (below.length === 0) break;
        if (word.startsWith('-') || !/^[a-z]+$/.test(word)) break;
        if (!below.includes(word)) unknown.push(`${path}: inter-ror ${[...verbs, word].join(' ')}`);
        verbs.push(word);
      }
      seen.add(verbs.join(' '));
      const known: string[] = help(verbs).match(/--?[a-z-]+/g) ?? [];
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

describe('GraphQL of the documentation', () => {
  const documents = pages.flatMap(({ path, blocks }) => [
    ...blocks.filter((b) => b.language === 'graphql').map((b) => ({ path, document: b.code })),
    ...blocks
      .filter((b) => b.language === 'sh')
      .flatMap((b) => [...b.code.matchAll(/-d '(\{[\s\S]*?\})'/g)])
      .map(([, body]) => ({ path, document: JSON.parse(body!).query as string })),
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
      .flatMap((file) => [...readFileSync(join(ROOT, source, file), 'utf8').matchAll(ANY)].map(([, code]) => code!));
  };

  it.each([
    ['packages/exposure-model/src/search/search-error.ts', 'docs/integrators.md'],
    ['regional-adapter/src/graphql/errors.ts', 'docs/integrators.md'],
    ['packages/csd/src/reader/anomalies.ts', 'docs/fr/guide-grades.md'],
    ['regional-adapter/src/ingest', 'docs/fr/guide-grades.md'],
    ['gateway/src', 'docs/integrators.md'],
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
