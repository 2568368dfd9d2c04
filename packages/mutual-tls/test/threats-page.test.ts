import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

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
