import { gzipSync } from 'node:zlib';
import type { Browser, Response } from 'playwright-core';

/** What one page took, milliseconds from the moment it was asked for. */
export interface Mesure {
  interactiveMs: number;
  resultsMs: number;
  completeMs: number;
  /** Regions that the page says silent. */
  missing: number;
}

/** Noted by the page itself: when its title of results, which stands before the first offer, is first there. */
const NOTE = `new MutationObserver((_, o) => {
  if (document.querySelector('#titre-resultats') === null) return;
  window.resultsAt = performance.now();
  o.disconnect();
}).observe(document, { childList: true, subtree: true });`;
const READ = `(() => {
  const { domContentLoadedEventEnd, loadEventEnd } = performance.getEntriesByType('navigation')[0];
  const missing = document.querySelectorAll('.manque li').length;
  return { resultsMs: window.resultsAt, completeMs: loadEventEnd, domReadyMs: domContentLoadedEventEnd, missing };
})()`;
const READY = `performance.getEntriesByType('navigation')[0].loadEventEnd > 0`;

/**
 * Opens the first page, then a search, with nothing kept from before. Interactive: the first page is drawn and its
 * script has run.
 */
export async function chercher(browser: Browser, url: string): Promise<Mesure> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(new URL('/', url).href);
    await page.waitForFunction(READY);
    const home = (await page.evaluate(READ)) as { domReadyMs: number };
    await page.addInitScript(NOTE);
    await page.goto(url);
    await page.waitForFunction(READY);
    const { resultsMs, completeMs, missing } = (await page.evaluate(READ)) as Omit<Mesure, 'interactiveMs'>;
    if (resultsMs === undefined) throw new Error(`${url} shows no results: ${await page.innerText('main')}`);
    return { interactiveMs: home.domReadyMs, resultsMs, completeMs, missing };
  } finally {
    await context.close();
  }
}

/** Bytes of the scripts, of the styles and of the page, each compressed as a proxy before the site does. */
export async function peser(browser: Browser, url: string) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const answers: Response[] = [];
    page.on('response', (answer) => answers.push(answer));
    await page.goto(url);
    const bytes = { script: 0, stylesheet: 0, document: 0 };
    for (const answer of answers) {
      const kind = answer.request().resourceType() as keyof typeof bytes;
      if (kind in bytes) bytes[kind] += gzipSync(await answer.body()).length;
    }
    return { scriptBytes: bytes.script, styleBytes: bytes.stylesheet, htmlBytes: bytes.document };
  } finally {
    await context.close();
  }
}
