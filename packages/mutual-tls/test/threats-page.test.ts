import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MUTATIONS } from '../../../scripts/threats/mutations.mjs';

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/threats.md', root), 'utf8');
const folders: Record<string, string> = { 'mutual-tls': 'packages/mutual-tls/test/', whitelist: 'whitelist/test/' };
const proofs = [...page.matchAll(/`([a-z-]+)\/([a-z0-9-]+)`: "([^"]+)"/g)].map(([, room, file, title]) => ({
  path: `${folders[room!]}${file}.test.ts`,
  title: title!,
}));

it('the page of threats has its thirty-six lines, each with a proof', () => {
  const lines = [...page.matchAll(/^\| (\d+) \|.*"[^"]+" \|$/gm)].map(([, number]) => Number(number));
  expect(lines).toEqual(Array.from({ length: 36 }, (_, i) => i + 1));
});

it.each(proofs)('the page of threats names a test that exists: $title', ({ path, title }) => {
  expect(readFileSync(new URL(path, root), 'utf8')).toContain(`'${title}'`);
});

it('each threat has a defence that is taken away from its source to see its test fail', () => {
  const threats = new Set(MUTATIONS.map(({ threat }) => threat));
  expect([...threats].sort((a, b) => a - b)).toEqual(Array.from({ length: 36 }, (_, i) => i + 1));
});

it.each(MUTATIONS)(
  'threat $threat: what is taken away is in the source, and the page names its test: $title',
  (one) => {
    for (const [file, from] of one.replace) {
      expect(readFileSync(new URL(file, root), 'utf8').split(from).length, `${file}: ${from}`).toBe(2);
    }
    const line = page.split('\n').find((it) => it.startsWith(`| ${one.threat} |`));
    expect(line).toContain(`\`${one.test}\`: "${one.title}"`);
  },
);
