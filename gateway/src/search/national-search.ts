import { type CriteresRecherche, normaliserRecherche, type Recherche, type TriOffres } from '@inter-ror/exposure-model';
import { type MergedPage, mergePages } from '../merge/index.js';
import { ROOT } from '../plan/index.js';
import {
  type Question,
  type RegionAnswer,
  type RegionClient,
  type Replied,
  type Reply,
  readReply,
  unusable,
  writeQuestion,
} from '../regions/index.js';
import { PAGE, type PageForm } from './page-form.js';
import { hasCommune, placeCommunes } from './place-communes.js';
import { type Item, RegionPage, UnusablePage } from './region-page.js';
import type { SearchContext } from './stages.js';

const SOMEWHERE = { latitude: 0, longitude: 0 };

export interface SearchArguments {
  criteres: CriteresRecherche;
  tri?: TriOffres | null;
  first?: number | null;
  after?: string | null;
  accepterPerime?: boolean | null;
}

/** What one region brought to a search. */
export interface Searched {
  region: RegionClient;
  answer: RegionAnswer;
  page?: RegionPage;
}

/** The first offers of the country after the cursor, and what each region answered. */
export interface NationalPage {
  items: readonly Item[];
  hasMore: boolean;
  searched: readonly Searched[];
  /** Digest of the search. */
  empreinte: string;
}

/**
 * One search over the whole country: each region gives its first offers after the cursor in the total order, and the
 * merge keeps the first of all. A region whose page cannot be used is set apart, and the others' are merged without it.
 * @throws ErreurRecherche when the arguments are refused, GraphQLError `COMMUNE_SANS_POINT`
 */
export async function searchNation(
  { criteres, tri, first, after, accepterPerime }: SearchArguments,
  form: PageForm,
  context: SearchContext,
  timeoutMs: () => number,
): Promise<NationalPage> {
  let placed = criteres;
  if (hasCommune(criteres)) {
    // Refused before any region is asked: a point stands for the communes that are not placed yet.
    normaliserRecherche({ criteres, tri, first }, { pointDeCommune: () => SOMEWHERE });
    placed = await placeCommunes(criteres, context);
  }
  const recherche = normaliserRecherche({ criteres: placed, tri, first, after });
  const search: Search = {
    form,
    recherche,
    context: accepterPerime === true ? { ...context, accepterPerime } : context,
    timeoutMs,
    after,
    question: (first, from) =>
      writeQuestion(form.query, { _criteres: placed, _tri: recherche.tri, _first: first, _after: from ?? undefined }),
  };
  const regions = context.directory.all();
  const { apart, firsts } = context.plan(regions, recherche, context);
  const { told } = context;
  if (told !== undefined) for (const [region, reply] of apart) told({ region, reply });
  const asked = regions.filter((region) => !apart.has(region));
  const replies = await askFirst(asked, firsts, search);
  const searched = regions.map((region) =>
    readPage({ region, reply: apart.get(region) ?? replies.get(region)! }, form, recherche),
  );
  const askedAgain = new Set<RegionClient>();
  for (;;) {
    const merged = merge(searched, search);
    // A region that is lost leaves room for more offers of the others: some of these may be short only then.
    const isShort = ({ region, page }: Searched) =>
      page !== undefined && merged.short.includes(page) && page.length > 0 && !askedAgain.has(region);
    const short = searched.filter((one) => isShort(one) && one.page!.length < recherche.first);
    if (short.length === 0) return { ...merged, searched, empreinte: recherche.empreinte };
    for (const { region } of short) askedAgain.add(region);
    const more = await Promise.all(short.map((one) => askMore(one, one.page!, search)));
    for (const [rank, one] of short.entries()) searched[searched.indexOf(one)] = more[rank]!;
  }
}

/** One search, as it is asked to regions. */
interface Search {
  form: PageForm;
  recherche: Recherche;
  context: SearchContext;
  timeoutMs: () => number;
  after: string | null | undefined;
  question(first: number, after: string | null | undefined): Question;
}

/** One question for each size of page, all at once. */
async function askFirst(
  regions: readonly RegionClient[],
  firsts: ReadonlyMap<RegionClient, number>,
  { recherche, context, timeoutMs, after, question }: Search,
): Promise<ReadonlyMap<RegionClient, Reply>> {
  const sizes = new Map<number, RegionClient[]>();
  for (const region of regions) {
    const first = firsts.get(region) ?? recherche.first;
    const alike = sizes.get(first);
    if (alike === undefined) sizes.set(first, [region]);
    else alike.push(region);
  }
  const replied = await Promise.all(
    [...sizes].map(([first, alike]) =>
      context.fanOut(alike, question(first, after), context, timeoutMs(), context.told),
    ),
  );
  return new Map(replied.flat().map(({ region, reply }) => [region, reply]));
}

/**
 * Asks a region, of which few offers were asked, for those that follow them; or for the whole page, when it is not in the
 * state from which it gave the few. When it does not answer, it has not answered the search; but an answer that is told
 * to be old already stays what it is.
 */
async function askMore({ region, answer }: Searched, page: RegionPage, search: Search): Promise<Searched> {
  const { form, recherche, after } = search;
  const { cle, curseur } = page.item(page.length - 1)!;
  const ask = async (first: number, from: string | null | undefined, known: Recherche) => {
    const { context, timeoutMs } = search;
    const [replied] = await context.fanOut([region], search.question(first, from), context, timeoutMs());
    return readPage(replied!, form, known);
  };
  const later = ({ answer: last, ...searched }: Searched, before: number): Searched => ({
    ...searched,
    answer: { ...last, latenceMs: before + last.latenceMs },
  });
  const more = later(await ask(recherche.first - page.length, curseur, { ...recherche, apres: cle }), answer.latenceMs);
  if (more.page === undefined) return answer.statut === 'PERIMEE' ? { region, answer, page } : more;
  if (more.answer.etat !== answer.etat || generationOf(more.page) !== generationOf(page)) {
    return later(await ask(recherche.first, after, recherche), more.answer.latenceMs);
  }
  page.continueWith(more.page);
  return { ...more, page };
}

function generationOf({ header }: RegionPage): unknown {
  return header[PAGE.regions][0]?.generation;
}

function merge(searched: Searched[], { form, recherche: { tri, first } }: Search): MergedPage<Item, RegionPage> {
  for (;;) {
    try {
      const pages = searched.flatMap(({ page }) => page ?? []);
      const merged = mergePages<Item, RegionPage>(pages, tri, first);
      for (const { page, rank } of merged.items) {
        for (let list = 0; list < form.lists.length; list++) page.offer(rank, list);
      }
      return merged;
    } catch (e) {
      const rank = e instanceof UnusablePage ? searched.findIndex(({ page }) => page?.holds(e.page)) : -1;
      if (rank < 0) throw e;
      const { region, answer } = searched[rank]!;
      searched[rank] = { region, answer: unreadable(answer, e as Error) };
    }
  }
}

function readPage({ region, reply }: Replied, form: PageForm, recherche: Recherche): Searched {
  const { bytes, ...head } = reply;
  const quick = bytes === undefined ? undefined : RegionPage.ofBytes(bytes, form, recherche);
  if (quick !== undefined) return named({ region, answer: head, page: quick });
  const answer = readReply(reply);
  const json = answer.data?.[ROOT];
  if (json === null || json === undefined) {
    if (answer.data === undefined) return { region, answer };
    const { code = 'PAGE_ABSENTE', message = 'La région n’a pas rendu de page.' } = answer;
    return { region, answer: unusable(answer, code, message) };
  }
  try {
    return named({ region, answer, page: RegionPage.ofJson(json, form, recherche) });
  } catch (e) {
    return { region, answer: unreadable(answer, e as Error) };
  }
}

/** A region speaks for itself alone. */
function named({ region, answer, page }: Required<Searched>): Searched {
  const own = page.header[PAGE.regions][0]?.codes ?? [];
  const foreign = own.filter((code) => !region.member.regionCodes.includes(code));
  if (foreign.length === 0) return { region, answer, page };
  const message = `La région se dit ${foreign.join(', ')}, que son entrée de la liste blanche ne porte pas.`;
  return { region, answer: unusable(answer, 'REGION_NON_ACCORDEE', message) };
}

function unreadable(answer: RegionAnswer, { message }: Error): RegionAnswer {
  return unusable(answer, 'PAGE_ILLISIBLE', `Page illisible : ${message}.`);
}
