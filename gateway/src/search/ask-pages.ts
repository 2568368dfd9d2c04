import type { Recherche } from '@inter-ror/exposure-model';
import type { Question, RegionClient, Replied, Reply } from '../regions/index.js';
import { PAGE, type PageForm } from './page-form.js';
import { readPage, type Searched } from './read-page.js';
import type { RegionPage } from './region-page.js';
import type { SearchContext } from './stages.js';

/** Part of its time after which a search does not wait for late regions to ask the others for more. */
const LATE_PART = 0.5;
/** Part of its time after which a region that was asked few, and is silent, is asked for the whole page. */
const WHOLE_PART = 0.25;

/** One search, as it is asked to regions. */
export interface Search {
  form: PageForm;
  recherche: Recherche;
  context: SearchContext;
  timeoutMs: () => number;
  after: string | null | undefined;
  question(first: number, after: string | null | undefined): Question;
}

/** What regions reply to the first question. */
export interface FirstReplies {
  /** Those that have replied until now. */
  soFar: ReadonlyMap<RegionClient, Reply>;
  all: Promise<ReadonlyMap<RegionClient, Reply>>;
  /** The whole page, asked of those that were late to give few: they may not have the time of one question after the other. */
  wholes: ReadonlyMap<RegionClient, Promise<Reply>>;
  /** Whether all reply soon enough to ask some for more afterwards. */
  inTime(): Promise<boolean>;
}

/** One question for each size of page, all at once. */
export function askFirst(
  regions: readonly RegionClient[],
  firsts: ReadonlyMap<RegionClient, number>,
  { recherche, context, timeoutMs, after, question }: Search,
): FirstReplies {
  const sizes = new Map<number, RegionClient[]>();
  for (const region of regions) {
    const first = firsts.get(region) ?? recherche.first;
    const alike = sizes.get(first);
    if (alike === undefined) sizes.set(first, [region]);
    else alike.push(region);
  }
  const soFar = new Map<RegionClient, Reply>();
  const told = (one: Replied) => {
    soFar.set(one.region, one.reply);
    context.told?.(one);
  };
  const wholes = new Map<RegionClient, Promise<Reply>>();
  const askWhole = () => {
    for (const region of regions) {
      if (soFar.has(region) || !firsts.has(region)) continue;
      const replied = context.fanOut([region], question(recherche.first, after), context, timeoutMs());
      wholes.set(
        region,
        replied.then(([one]) => one!.reply),
      );
    }
  };
  const late = timeoutMs() * LATE_PART;
  const timer = firsts.size === 0 ? undefined : setTimeout(askWhole, timeoutMs() * WHOLE_PART);
  const all = Promise.all(
    [...sizes].map(([first, alike]) => context.fanOut(alike, question(first, after), context, timeoutMs(), told)),
  )
    .then((replied) => new Map(replied.flat().map(({ region, reply }) => [region, reply])))
    .finally(() => clearTimeout(timer));
  const inTime = () =>
    new Promise<boolean>((resolve) => {
      const deadline = setTimeout(resolve, late, false);
      const done = () => {
        clearTimeout(deadline);
        resolve(true);
      };
      all.then(done, done);
    });
  return { soFar, all, wholes, inTime };
}

/**
 * Asks a region, of which few offers were asked, for those that follow them; or for the whole page, when it is not in the
 * state from which it gave the few. When it does not answer, it has not answered the search; but an answer that is told
 * to be old already stays what it is.
 * @param whole the whole page, when it is asked already
 */
export async function askMore(few: Required<Searched>, search: Search, whole?: Promise<Reply>): Promise<Searched> {
  const { region, answer, page } = few;
  const { form, recherche, after, context, timeoutMs } = search;
  if (whole !== undefined) return readPage({ region, reply: await whole }, form, recherche);
  const { cle, curseur } = page.item(page.length - 1)!;
  const ask = async (first: number, from: string | null | undefined, known: Recherche, before: number) => {
    const [replied] = await context.fanOut([region], search.question(first, from), context, timeoutMs());
    const { answer: last, ...read } = readPage(replied!, form, known);
    return { ...read, answer: { ...last, latenceMs: before + last.latenceMs } };
  };
  let more = await ask(recherche.first - page.length, curseur, { ...recherche, apres: cle }, answer.latenceMs);
  const follows = (next: RegionPage) => more.answer.etat === answer.etat && generationOf(next) === generationOf(page);
  if (more.page !== undefined && follows(more.page)) {
    page.continueWith(more.page);
    return { ...more, page };
  }
  if (more.page !== undefined) more = await ask(recherche.first, after, recherche, more.answer.latenceMs);
  return more.page === undefined && answer.statut === 'PERIMEE' ? few : more;
}

function generationOf({ header }: RegionPage): unknown {
  return header[PAGE.regions][0]?.generation;
}
