import { type CriteresRecherche, normaliserRecherche, type Recherche, type TriOffres } from '@inter-ror/exposure-model';
import { mergePages } from '../merge/index.js';
import { ROOT } from '../plan/index.js';
import {
  type RegionAnswer,
  type RegionClient,
  type Replied,
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
  const question = writeQuestion(form.query, {
    _criteres: placed,
    _tri: recherche.tri,
    _first: recherche.first,
    _after: after ?? undefined,
  });
  const regions = context.directory.all();
  const apart = context.plan(regions, recherche, context);
  const asked = apart.size === 0 ? regions : regions.filter((region) => !apart.has(region));
  const asker = accepterPerime === true ? { ...context, accepterPerime } : context;
  const { told } = context;
  if (told !== undefined) for (const [region, reply] of apart) told({ region, reply });
  const replied = await context.fanOut(asked, question, asker, timeoutMs(), told);
  const replies = new Map(replied.map(({ region, reply }) => [region, reply]));
  const searched = regions.map((region) =>
    readPage({ region, reply: apart.get(region) ?? replies.get(region)! }, form, recherche),
  );
  return merge(searched, form, recherche);
}

function merge(searched: Searched[], form: PageForm, { tri, first, empreinte }: Recherche): NationalPage {
  for (;;) {
    try {
      const pages = searched.flatMap(({ page }) => page ?? []);
      const { items, hasMore } = mergePages(pages, tri, first);
      for (const { page, rank } of items) {
        for (let list = 0; list < form.lists.length; list++) page.offer(rank, list);
      }
      return { items, hasMore, searched, empreinte };
    } catch (e) {
      const rank = e instanceof UnusablePage ? searched.findIndex(({ page }) => page === e.page) : -1;
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
