import { type DocumentNode, parse } from 'graphql';
import { NATIONAL_TYPES } from '../plan/index.js';
import type { Asked, RegionAnswer, RegionClient } from '../regions/index.js';
import { existence, type ListPlace } from './list-place.js';
import type { GatherContext } from './lookup-context.js';
import { partName } from './region-subschema.js';
import { originField, StitchedNation } from './stitched-nation.js';

/** A national list: its elements in the order of the regions, and what each region answered. */
export interface Gathered {
  elements: Record<string, unknown>[];
  asked: Asked[];
}

/** Keys wanted in one round of one request, for one place of its document. */
interface Round {
  keys: string[];
  gathered: Promise<Map<string, Gathered>>;
}

/** Gathers the lists of national objects (sites of a legal entity, situations of a professional) from all regions. */
export class NationalLists {
  readonly #regions: () => readonly RegionClient[];
  readonly #rounds = new WeakMap<GatherContext, Map<string, Round>>();
  #nation: StitchedNation | undefined;
  readonly #documents = new WeakMap<StitchedNation, Map<string, DocumentNode>>();

  /** @param regions gives the regions in force; the same array as long as they do not change */
  constructor(regions: () => readonly RegionClient[]) {
    this.#regions = regions;
  }

  /**
   * Keys asked for the same place of a request before it waits for anything go out together: each region is asked once.
   * @param type a national type
   * @param key its national key
   * @param place where the client selected the list; without it only existence is asked
   */
  async gather(type: string, key: string, context: GatherContext, place = existence(type)): Promise<Gathered> {
    let rounds = this.#rounds.get(context);
    if (rounds === undefined) {
      rounds = new Map();
      this.#rounds.set(context, rounds);
    }
    let round = rounds.get(place.id);
    if (round === undefined) {
      const keys: string[] = [];
      const ofRequest = rounds;
      const leave = () => {
        ofRequest.delete(place.id);
        return this.#gatherAll(type, [...new Set(keys)], context, place);
      };
      round = { keys, gathered: everythingWaits().then(leave) };
      rounds.set(place.id, round);
    }
    round.keys.push(key);
    return (await round.gathered).get(key)!;
  }

  async #gatherAll(
    type: string,
    keys: readonly string[],
    context: GatherContext,
    place: ListPlace,
  ): Promise<Map<string, Gathered>> {
    const nation = this.#current();
    const { list, key: keyField } = NATIONAL_TYPES[type]!;
    const asked = new Map(keys.map((key) => [key, new Map<RegionClient, RegionAnswer>()]));
    const result = await nation.ask(
      this.#document(nation, type),
      { c: keys },
      {
        deadline: context.deadline,
        perimeter: context.perimeter,
        profil: context.profil,
        stated: context.stated,
        fanOut: context.fanOut,
        silent: context.silent,
        place,
        timeoutMs: place.timeoutMs(context.deadline),
        answered: (region, key, answer) => void asked.get(key)?.set(region, answer),
      },
    );
    const objects = (result.data?.o ?? []) as Record<string, Record<string, unknown>[] | null>[];
    const byKey = new Map(objects.map((object) => [object[keyField] as unknown as string, object]));
    const parts = nation.regions.map((_, rank) => partName(list, rank));
    return new Map(
      keys.map((key) => [
        key,
        {
          elements: parts.flatMap((part) => byKey.get(key)?.[part] ?? []),
          asked: nation.regions.flatMap((region) => {
            const answer = asked.get(key)!.get(region);
            return answer === undefined ? [] : { region, answer };
          }),
        },
      ]),
    );
  }

  #document(nation: StitchedNation, type: string): DocumentNode {
    let documents = this.#documents.get(nation);
    if (documents === undefined) {
      documents = new Map();
      this.#documents.set(nation, documents);
    }
    let document = documents.get(type);
    if (document === undefined) {
      const { list, key } = NATIONAL_TYPES[type]!;
      const parts = nation.regions.map((_, rank) => partName(list, rank));
      const text = `query ($c: [String!]!) { o: ${originField(type)}(cles: $c) { ${key} ${parts.join(' ')} } }`;
      document = parse(text, { noLocation: true });
      documents.set(type, document);
    }
    return document;
  }

  #current(): StitchedNation {
    const regions = this.#regions();
    if (this.#nation?.regions !== regions) this.#nation = new StitchedNation(regions);
    return this.#nation;
  }
}

/** Resolves when all that could run without waiting has run. */
function everythingWaits(): Promise<void> {
  return new Promise((resolve) => {
    void Promise.resolve().then(() => process.nextTick(resolve));
  });
}
