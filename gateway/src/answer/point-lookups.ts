import { GraphQLError, type GraphQLObjectType, type GraphQLResolveInfo, getNamedType } from 'graphql';
import { type Check, once, ROOT, regionPart, rootQuestion, roundMs } from '../plan/index.js';
import { type Asked, askAll, unusable, writeQuestion } from '../regions/index.js';
import { type NationContext, noteMissing } from './context.js';

/** What regions answered to the question of one object. */
export interface Found {
  object: Record<string, unknown>;
  asked: Asked[];
}

/**
 * Asks every region for one object (an offer, a site, a legal entity, a professional) and keeps the first that knows it,
 * in the order of the region codes.
 * @returns null when every region answered and none knows it
 * @throws GraphQLError `REPONSE_PARTIELLE` when none knows it but some did not answer, `HORS_PERIMETRE` when the others are
 * out of the asker's perimeter; the region's own error when all refuse alike
 */
export async function lookUp(
  rootField: string,
  args: Record<string, unknown>,
  context: NationContext,
  info: GraphQLResolveInfo,
): Promise<Found | null> {
  const given = withoutNulls(args);
  context.trace?.object(rootField, String(Object.values(given)[0] ?? ''));
  const names = Object.keys(given).sort();
  const { plan } = once(info, (frame) => {
    const type = getNamedType(info.returnType) as GraphQLObjectType;
    const { text, check } = regionPart(type, info.fieldNodes, frame);
    const query = { json: JSON.stringify(rootQuestion(info.schema, rootField, names, text)) };
    return { names: names.join(), query, check, text };
  });
  const query = plan.names === names.join() ? plan.query : rootQuestion(info.schema, rootField, names, plan.text);
  const variables = Object.fromEntries(names.map((name) => [`_${name}`, given[name]]));
  const replied = await askAll(
    context.fanOut,
    context.directory.all(),
    writeQuestion(query, variables),
    context,
    roundMs(context.deadline, info),
  );
  const asked = replied.map((a) => checked(a, plan.check));
  const mistake = refusedByAll(asked.filter(({ region }) => region.unasked === undefined));
  if (mistake !== undefined) throw mistake;
  noteMissing(context, asked);
  for (const { answer } of asked) {
    const object = answer.data?.[ROOT];
    if (typeof object === 'object' && object !== null) return { object: object as Record<string, unknown>, asked };
  }
  const unknowing = asked.filter(({ answer }) => answer.statut !== 'OK');
  if (unknowing.length === 0) return null;
  throw partial(rootField, unknowing);
}

/** A mistake of the client's (a missing argument, say) is told by every region in the same words. */
function refusedByAll(asked: readonly Asked[]): GraphQLError | undefined {
  const [first, ...others] = asked.map(({ answer }) => answer);
  const error = first?.errors?.[0];
  if (error === undefined || others.some((o) => o.code !== first?.code || o.errors?.[0]?.message !== error.message)) {
    return undefined;
  }
  return new GraphQLError(error.message, { extensions: error.extensions ?? { code: first?.code } });
}

/** Regions that may know the object: those that are silent, or, when all answered, those that the asker may not ask. */
function partial(rootField: string, unknowing: readonly Asked[]): GraphQLError {
  const silent = unknowing.filter(({ answer }) => answer.code !== 'HORS_PERIMETRE');
  const regions = (silent.length > 0 ? silent : unknowing).flatMap(({ region }) => region.member.regionCodes);
  const which = `${regions.length} région(s)`;
  const said =
    silent.length > 0
      ? `${which} n’ont pas répondu (${regions.join(', ')}) : réessayez`
      : `${which} ne sont pas dans votre périmètre de la liste blanche (${regions.join(', ')})`;
  return new GraphQLError(`${rootField} : aucune région ne connaît cet objet, mais ${said}.`, {
    extensions: { code: silent.length > 0 ? 'REPONSE_PARTIELLE' : 'HORS_PERIMETRE', regions },
  });
}

function withoutNulls(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, v]) => v !== null && v !== undefined));
}

/** A region whose object is not what the contract promises is set apart and named. */
function checked({ region, answer }: Asked, check: Check): Asked {
  const object = answer.data?.[ROOT];
  try {
    if (object !== null && object !== undefined) check(object);
    return { region, answer };
  } catch (e) {
    return { region, answer: unusable(answer, 'REPONSE_ILLISIBLE', `Réponse illisible : ${(e as Error).message}.`) };
  }
}
