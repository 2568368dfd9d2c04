import { type GraphQLResolveInfo, parse } from 'graphql';
import { clientSelection, clientVariables, field, NATIONAL_TYPES, roundMs } from '../plan/index.js';
import type { Asked, RegionClient } from '../regions/index.js';
import type { LookupContext } from './lookup-context.js';
import { partName } from './region-subschema.js';
import { originField, StitchedNation } from './stitched-nation.js';

/** A national list: its elements in the order of the regions, and what each region answered. */
export interface Gathered {
  elements: Record<string, unknown>[];
  asked: Asked[];
}

/** What a gathering shares with the rest of its request. */
export type GatherContext = Pick<LookupContext, 'deadline' | 'perimeter' | 'stated' | 'silent'>;

/** Gathers the lists of national objects (sites of a legal entity, situations of a professional) from all regions. */
export class NationalLists {
  readonly #regions: () => readonly RegionClient[];
  #nation: StitchedNation | undefined;

  /** @param regions gives the regions in force; the same array as long as they do not change */
  constructor(regions: () => readonly RegionClient[]) {
    this.#regions = regions;
  }

  /**
   * @param type a national type
   * @param key its national key
   * @param info where the client selected the list; without it only existence is asked
   */
  async gather(type: string, key: string, context: GatherContext, info?: GraphQLResolveInfo): Promise<Gathered> {
    const nation = this.#current();
    const { list } = NATIONAL_TYPES[type]!;
    const selections = info === undefined ? [field('__typename')] : clientSelection(info, info.fieldNodes);
    const definitions = info === undefined ? [] : clientVariables(info, selections);
    const asked = new Map<RegionClient, Asked>();
    const parts = nation.regions.map((_, rank) => partName(list, rank));
    const question = parse(`query ($c: String!) { o: ${originField(type)}(cle: $c) { ${parts.join(' ')} } }`, {
      noLocation: true,
    });
    const result = await nation.ask(
      question,
      { c: key },
      {
        deadline: context.deadline,
        timeoutMs: roundMs(context.deadline, info),
        perimeter: context.perimeter,
        stated: context.stated,
        silent: context.silent,
        selections,
        definitions,
        variables: valuesOf(definitions, info),
        answered: (region, answer) => void asked.set(region, { region, answer }),
      },
    );
    const object = (result.data?.o ?? {}) as Record<string, Record<string, unknown>[] | null>;
    return {
      elements: parts.flatMap((part) => object[part] ?? []),
      asked: nation.regions.flatMap((region) => asked.get(region) ?? []),
    };
  }

  #current(): StitchedNation {
    const regions = this.#regions();
    if (this.#nation?.regions !== regions) this.#nation = new StitchedNation(regions);
    return this.#nation;
  }
}

function valuesOf(definitions: LookupContext['definitions'], info: GraphQLResolveInfo | undefined) {
  const values: Record<string, unknown> = {};
  for (const { variable } of definitions) {
    const name = variable.name.value;
    if (info !== undefined && name in info.variableValues) values[name] = info.variableValues[name];
  }
  return values;
}
