import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

const require = createRequire(import.meta.url);
let axe: string | undefined;

/** In one process, closing a window would end the browser. */
const UNWANTED = new Set(['--single-process', '--no-zygote']);

/** A real Chromium, from the package: nothing to install by hand. */
export async function openBrowser(): Promise<Browser> {
  const args = chromium.args.filter((arg) => !UNWANTED.has(arg));
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}

/** What axe finds against WCAG 2.2 AA and good practice on the page: one line a violation. */
export async function violations(page: Page): Promise<string[]> {
  axe ??= readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated by the browser's debugger: the page's own policy forbids scripts from elsewhere.
  return page.evaluate(
    `(async () => { ${axe}; const { violations } = await axe.run(document, { resultTypes: ['violations'] });
      return violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')); })()`,
  );
}
