import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A page of the documentation. */
export interface Page {
  /** From the root of the project. */
  path: string;
  text: string;
  /** The text without its code blocks. */
  prose: string;
  blocks: { language: string; code: string }[];
}

const BLOCK = /^```(\w*)\n([\s\S]*?)^```$/gm;

export function readPages(): Page[] {
  const paths = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  return [...paths, 'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'].map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const blocks = [...text.matchAll(BLOCK)].map(([, language, code]) => ({ language: language!, code: code! }));
    return { path, text, prose: text.replace(BLOCK, ''), blocks };
  });
}

/** Anchors of the headings of a page, as GitHub makes them. */
export function anchorsOf({ prose }: Page): Set<string> {
  const headings = prose.matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}

/** Command lines `inter-ror …` of a page, in its shell blocks and in its code spans, each as its words; `npm start` is the demo. */
export function commandsOf({ blocks, prose }: Page): string[][] {
  const shell = blocks.filter(({ language }) => language === 'sh').flatMap(({ code }) => code.split('\n'));
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, span]) => span!);
  return [...shell, ...spans].flatMap((line) => {
    const found = /(?:^|&& |npx )inter-ror ([^#&]+)/.exec(line.replace(/^npm start --/, 'inter-ror demo'));
    return found === null ? [] : [words(found[1]!)];
  });
}

function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
}
