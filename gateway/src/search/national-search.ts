import { type CriteresRecherche, normaliserRecherche, type TriOffres } from '@inter-ror/exposure-model';
import { type MergedPage, mergePages } from '../merge/index.js';
import { type RegionClient, writeQuestion } from '../regions/index.js';
import { askFirst, askMore, type FirstReplies, type Search } from './ask-pages.js';
import type { PageForm } from './page-form.js';
import { hasCommune, placeCommunes } from './place-communes.js';
import { readPage, type Searched, unreadable } from './read-page.js';
import { type Item, type RegionPage, UnusablePage } from './region-page.js';
import type { SearchContext } from './stages.js';

const SOMEWHERE = { latitude: 0, longitude: 0 };

export interface SearchArguments {
  criteres: CriteresRecherche;
  tri?: TriOffres | null;
  first?: number | null;
  after?: string | null;
  accepterPerime?: boolean | null;
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
  const replying = askFirst(asked, firsts, search);
  const { all, wholes, inTime } = replying;
  const early = firsts.size === 0 || (await inTime()) ? new Map() : askEarly(replying, search);
  const replies = await all;
  const searched = await Promise.all(
    regions.map(
      (region) =>
        early.get(region) ?? readPage({ region, reply: apart.get(region) ?? replies.get(region)! }, form, recherche),
    ),
  );
  const askedAgain = new Set<RegionClient>(early.keys());
  for (;;) {
    const merged = merge(searched, search);
    // A region that is lost leaves room for more offers of the others: some of these may be short only then.
    const short = shortOf(searched, merged, search).filter(({ region }) => !askedAgain.has(region));
    if (short.length === 0) return { ...merged, searched, empreinte: recherche.empreinte };
    for (const { region } of short) askedAgain.add(region);
    const more = await Promise.all(short.map((one) => askMore(one, search, wholes.get(one.region))));
    for (const [rank, one] of short.entries()) searched[searched.indexOf(one)] = more[rank]!;
  }
}

/**
 * Some region is late, and may be lost: those that are short without it are asked for more while there is time, whatever
 * becomes of it.
 */
function askEarly({ soFar, wholes }: FirstReplies, search: Search): ReadonlyMap<RegionClient, Promise<Searched>> {
  const { form, recherche } = search;
  const searched = [...soFar]
    .filter(([, { statut }]) => statut === 'OK')
    .map(([region, reply]) => readPage({ region, reply }, form, recherche));
  const short = shortOf(searched, merge(searched, search), search);
  return new Map(
    short.map((one) => {
      const more = askMore(one, search, wholes.get(one.region));
      // Taken with the others, later.
      more.catch(() => {});
      return [one.region, more];
    }),
  );
}

/** Regions whose page ended too soon, though more follow. */
function shortOf(searched: readonly Searched[], { short }: MergedPage<Item, RegionPage>, { recherche }: Search) {
  return searched.filter(
    (one): one is Required<Searched> =>
      one.page !== undefined && one.page.length > 0 && one.page.length < recherche.first && short.includes(one.page),
  );
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
