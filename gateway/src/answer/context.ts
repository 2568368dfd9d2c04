import type { Masques } from '@inter-ror/access-policy';
import type { AccessTrace, TracedSearch } from '@inter-ror/audit';
import type { Nomenclatures } from '@inter-ror/nomenclatures';
import type { GraphQLResolveInfo } from 'graphql';
import { type Gathered, listPlace, type NationalLists } from '../national/index.js';
import type { Asked, RegionAnswer, RegionClient } from '../regions/index.js';
import type { SearchContext } from '../search/index.js';
import type { RegionStates } from '../states/index.js';

/** What one national request knows. */
export interface NationContext extends SearchContext {
  masques: Masques;
  /** What the request sees, for the journal; undefined when none is kept. */
  trace: AccessTrace | undefined;
  /** The same, to be written again for an answer that is used again. */
  searches: TracedSearch[];
  states: RegionStates;
  /** States of the nation from which pages were made; `''` for one that not every region made whole. */
  madeFrom: Set<string>;
  /** Criteria asked that the profile does not see whole. */
  criteres: Set<string>;
  lists: NationalLists;
  nomenclatures: Nomenclatures;
  /** National lists already being gathered in this request. */
  gathering: Map<string, Promise<Gathered>>;
  /** Regions that let a deadline pass in this request. */
  silent: Map<RegionClient, RegionAnswer>;
  /** Regions whose part is missing somewhere in the answer, with the reason. */
  missing: Map<string, { codes: readonly string[]; statut: string; code: string; message: string }>;
}

/** One name for the states of all the regions; undefined when one of them is not known. */
export function nationOf(etats: readonly (string | undefined)[]): string | undefined {
  return etats.includes(undefined) ? undefined : etats.join(' ');
}

/** Notes the regions that did not answer whole, for the `regionsManquantes` extension of the answer. */
export function noteMissing(context: NationContext, asked: readonly Asked[]): void {
  for (const { region, answer } of asked) {
    if (answer.statut === 'OK' || answer.statut === 'ECARTEE') continue;
    if (answer.statut === 'DELAI_DEPASSE') context.silent.set(region, answer);
    context.missing.set(region.member.id, {
      codes: region.member.regionCodes,
      statut: answer.statut,
      code: answer.code ?? answer.statut,
      message: answer.message ?? '',
    });
  }
}

/** Gathers a national list once for all the places of a request that select it alike. */
export function gatherOnce(
  context: NationContext,
  type: string,
  key: string,
  info?: GraphQLResolveInfo,
): Promise<Gathered> {
  const object = `${type}|${key}`;
  const place = info === undefined ? undefined : listPlace(type, info);
  const memo = place === undefined ? object : `${object}|${place.id}`;
  let gathered = context.gathering.get(memo);
  if (gathered === undefined) {
    gathered = context.lists.gather(type, key, context, place).then((g) => {
      noteMissing(context, g.asked);
      return g;
    });
    context.gathering.set(memo, gathered);
    // Whoever only wants the statuses takes those of the first list gathered.
    if (!context.gathering.has(object)) context.gathering.set(object, gathered);
  }
  return gathered;
}
