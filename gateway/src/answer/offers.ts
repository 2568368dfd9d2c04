import {
  type CleOffre,
  type CriteresRecherche,
  codesDesCriteres,
  ecrireCurseur,
  lireCurseur,
  normaliserRecherche,
  type Recherche,
  type TriOffres,
} from '@inter-ror/exposure-model';
import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { mergePages, type SortedPage } from '../merge/index.js';
import { fieldQuestion, PAGE, pageSelection, ROOT, roundMs } from '../plan/index.js';
import { type Asked, fanOut } from '../regions/index.js';
import { type NationContext, noteMissing } from './context.js';
import { own } from './own-value.js';
import { placeCommunes } from './place-communes.js';
import { type Counted, regionReport, unusable } from './region-report.js';

const SOMEWHERE = { latitude: 0, longitude: 0 };

interface Arguments {
  criteres: CriteresRecherche;
  tri?: TriOffres | null;
  first?: number | null;
  after?: string | null;
}

/** One offer of a region's page: its key in the total order, and its JSON under each response name of `nodes`. */
interface Item {
  cle: CleOffre;
  page: Record<string, unknown>;
  rank: number;
}

/**
 * One search over the whole country: each region gives its first offers after the cursor in the total order,
 * and the merge keeps the first of all. Regions that fail are named in `regions`, and the total says it is not whole.
 */
export async function rechercherOffres(
  args: Arguments,
  context: NationContext,
  info: GraphQLResolveInfo,
): Promise<object> {
  const { tri, first, after } = args;
  context.masques.noterCriteres(args, context.profil, context.criteres);
  // Refused before any region is asked: a point stands for the communes that are not placed yet.
  normaliserRecherche({ criteres: args.criteres, tri, first }, { pointDeCommune: () => SOMEWHERE });
  const criteres = await placeCommunes(args.criteres, context);
  const recherche = normaliserRecherche({ criteres, tri, first, after });
  const question = fieldQuestion(
    info,
    'rechercherOffres',
    { criteres, tri: recherche.tri, first: recherche.first, after: args.after ?? undefined },
    (nodes) => selectPage(info, nodes),
  );
  const asked = (await fanOut(context.directory.all(), question, context, roundMs(context.deadline, info))).map((a) =>
    readPage(a, recherche),
  );
  noteMissing(context, asked);
  const pages = asked.flatMap((a) => a.page ?? []);
  const merged = mergePages(pages, recherche.tri, recherche.first);
  const cursors = merged.items.map((item) => ecrireCurseur(recherche.tri, recherche.empreinte, item.cle));
  context.trace?.search({
    criteres: recherche.empreinte,
    codes: codesDesCriteres(args.criteres),
    total: asked.reduce((sum, a) => sum + (a.counted.totalCount ?? 0), 0),
    rendues: merged.items.length,
    regions: asked.map(({ region, answer }) => `${region.member.regionCodes.join('+')} ${answer.statut}`),
  });
  return own({
    items: merged.items,
    totalCount: asked.reduce((sum, a) => sum + (a.counted.totalCount ?? 0), 0),
    totalEstComplet: asked.every((a) => a.answer.statut === 'OK'),
    curseurs: cursors,
    pageInfo: own({
      hasNextPage: merged.hasMore,
      hasPreviousPage: Boolean(args.after),
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    }),
    regions: asked.map((a) => regionReport(a, a.counted)),
  });
}

/** `PageOffres.nodes`: each offer as its region wrote it for this response name. */
export function nodesOf(
  page: { items: Item[] },
  _args: unknown,
  _context: unknown,
  info: GraphQLResolveInfo,
): unknown[] {
  return page.items.map((item) => (item.page[info.path.key] as unknown[])[item.rank]);
}

function selectPage(info: GraphQLResolveInfo, nodes: readonly FieldNode[]) {
  return pageSelection(info.schema.getType('Offre') as GraphQLObjectType, nodes, info.fragments);
}

type ReadPage = Asked & { counted: Counted; page?: SortedPage<Item> };

/** A page whose cursors cannot be read, or whose lists do not agree, sets its region apart. */
function readPage({ region, answer }: Asked, recherche: Recherche): ReadPage {
  const page = answer.data?.[ROOT] as Record<string, unknown> | null | undefined;
  if (page === null || page === undefined) {
    const failed =
      answer.statut === 'OK' || answer.statut === 'PARTIEL'
        ? unusable(answer, answer.code ?? 'PAGE_ABSENTE', answer.message ?? 'La région n’a pas rendu de page.')
        : answer;
    return { region, answer: failed, counted: {} };
  }
  try {
    const cursors = page[PAGE.cursors] as string[];
    const keys = cursors.map((c) => lireCurseur(c, recherche.tri, recherche.empreinte));
    for (const [name, value] of Object.entries(page)) {
      if (!Object.values<string>(PAGE).includes(name) && (value as unknown[]).length !== keys.length) {
        throw new Error(`la liste ${name} n’a pas ${keys.length} offres`);
      }
    }
    const own = (page[PAGE.regions] as { codes: string[]; generation: unknown; date: unknown }[])[0];
    const foreign = (own?.codes ?? []).filter((code) => !region.member.regionCodes.includes(code));
    if (foreign.length > 0) {
      const message = `La région se dit ${foreign.join(', ')}, que son entrée de la liste blanche ne porte pas.`;
      return { region, answer: unusable(answer, 'REGION_NON_ACCORDEE', message), counted: {} };
    }
    return {
      region,
      answer,
      counted: { totalCount: page[PAGE.total] as number, generation: own?.generation, date: own?.date },
      page: {
        items: keys.map((cle, rank) => ({ cle, page, rank })),
        hasMore: (page[PAGE.info] as { hasNextPage: boolean }).hasNextPage,
      },
    };
  } catch (e) {
    return {
      region,
      answer: unusable(answer, 'PAGE_ILLISIBLE', `Page illisible : ${(e as Error).message}.`),
      counted: {},
    };
  }
}
