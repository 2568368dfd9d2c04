import { codesDesCriteres } from '@inter-ror/exposure-model';
import type { GraphQLResolveInfo } from 'graphql';
import { once, roundMs } from '../plan/index.js';
import type { Asked } from '../regions/index.js';
import { type Item, PAGE, type PageForm, pageForm, type SearchArguments, searchNation } from '../search/index.js';
import { type NationContext, nationOf, noteMissing } from './context.js';
import { own } from './own-value.js';
import { regionReport } from './region-report.js';

/** `PageOffres` of the contract, without its offers: they are written as their regions wrote them. */
export interface Page {
  items: readonly Item[];
  form: PageForm;
}

/** One search over the whole country, for graphql-js. */
export async function rechercherOffres(
  args: SearchArguments,
  context: NationContext,
  info: GraphQLResolveInfo,
): Promise<Page> {
  const form = once(info, (frame) => pageForm(info.schema, info.fieldNodes, frame)).plan;
  return searchPage(args, form, context, () => roundMs(context.deadline, info));
}

/**
 * One search over the whole country. Regions that fail are named in `regions`, and the total says it is not whole; a
 * region set apart on the proof that it holds nothing takes nothing from the total.
 */
export async function searchPage(
  args: SearchArguments,
  form: PageForm,
  context: NationContext,
  timeoutMs: () => number,
): Promise<Page> {
  context.masques.noterCriteres(args, context.profil, context.criteres);
  const { items, hasMore, searched, empreinte } = await searchNation(args, form, context, timeoutMs);
  noteMissing(context, searched);
  context.madeFrom.add(nationOf(searched.map(stateOf)) ?? '');
  const cursors = items.map(({ curseur }) => curseur);
  const totalCount = searched.reduce((sum, { page }) => sum + (page?.header[PAGE.total] ?? 0), 0);
  if (context.trace !== undefined) {
    const search = {
      criteres: empreinte,
      codes: codesDesCriteres(args.criteres),
      total: totalCount,
      rendues: items.length,
      regions: searched.map(({ region, answer }) => `${region.member.regionCodes.join('+')} ${answer.statut}`),
    };
    context.trace.search(search);
    context.searches.push(search);
  }
  return own({
    form,
    items,
    totalCount,
    totalEstComplet: searched.every(({ answer }) => answer.statut === 'OK' || answer.statut === 'ECARTEE'),
    curseurs: cursors,
    pageInfo: own({
      hasNextPage: hasMore,
      hasPreviousPage: Boolean(args.after),
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    }),
    regions: searched.map(({ region, answer, page }) => {
      const said = page?.header[PAGE.regions][0];
      const totalCount = page?.header[PAGE.total] ?? (answer.statut === 'ECARTEE' ? 0 : undefined);
      return regionReport({ region, answer }, context, { totalCount, generation: said?.generation, date: said?.date });
    }),
  });
}

/** The state from which a region's part was made; undefined when it is not whole, or not known. */
function stateOf({ region, answer: { statut, etat, code } }: Asked): string | undefined {
  if (region.unasked !== undefined && region.unasked.code === code) return code;
  return statut === 'OK' || statut === 'ECARTEE' ? etat : undefined;
}

/** `PageOffres.nodes`: each offer as its region wrote it for this response name. */
export function nodesOf({ items, form }: Page, _args: unknown, _context: unknown, info: GraphQLResolveInfo): unknown[] {
  const list = form.rankOf.get(String(info.path.key))!;
  return items.map(({ page, rank }) => page.offer(rank, list).value);
}
