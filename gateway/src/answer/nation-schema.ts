import { PROFILS, type Profil, vuDuChamp } from '@inter-ror/access-policy';
import { SDL } from '@inter-ror/exposure-model';
import {
  buildSchema,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql';
import { keyAlias, NATIONAL_TYPES } from '../plan/index.js';
import { gatherOnce, type NationContext, noteMissing } from './context.js';
import { searchNomenclature } from './nomenclature.js';
import { nodesOf, rechercherOffres } from './offers.js';
import { own, readField } from './own-value.js';
import { lookUp } from './point-lookups.js';
import { qualityOfRegions } from './quality-list.js';
import { regionReport } from './region-report.js';
import { listRegions } from './regions-list.js';

type Resolver = GraphQLFieldResolver<never, NationContext, never>;

/** The contract, answered for the whole country. */
export function nationSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const never = PROFILS.filter((profil) => vuDuChamp(type.name, field.name, profil) === 'JAMAIS');
      field.resolve = never.length === 0 ? readField : unlessHidden(never, isListType(getNullableType(field.type)));
    }
  }
  const set = (type: string, field: string, resolve: Resolver) => {
    (schema.getType(type) as { getFields(): Record<string, { resolve?: unknown }> }).getFields()[field]!.resolve =
      resolve;
  };
  set('Query', 'rechercherOffres', (_root, args, context, info) => rechercherOffres(args, context, info));
  set('PageOffres', 'nodes', nodesOf as unknown as Resolver);
  for (const field of ['offre', 'entiteGeographique', 'organisationInterne', 'entiteJuridique', 'professionnel']) {
    set('Query', field, async (_root, args, context, info) => {
      const found = await lookUp(field, args, context, info);
      if (found === null) return null;
      return Object.defineProperty(found.object, ASKED, { value: found.asked });
    });
  }
  set('Query', 'regions', (_root, _args, context) => listRegions(context));
  set('Query', 'qualite', (_root, _args, context) => qualityOfRegions(context));
  set('Query', 'nomenclature', (_root, args, context) => searchNomenclature(args, context.nomenclatures));
  set('Query', 'pointDeCommune', async (_root, args: { commune: string }, context) => {
    const point = await context.points.find(args.commune, context);
    return point === undefined ? null : own({ ...point });
  });
  for (const [type, national] of Object.entries(NATIONAL_TYPES)) {
    set(type, national.list, async (source, _args, context, info) => {
      return (await gatherOnce(context, type, keyOf(type, source), info)).elements;
    });
    set(type, national.statuses, async (source, _args, context) => {
      // The lists of the same selection are resolved in this tick: their statuses serve here too.
      await Promise.resolve();
      const asked = source[ASKED] ?? (await gatherOnce(context, type, keyOf(type, source))).asked;
      noteMissing(context, asked);
      return (asked as Parameters<typeof noteMissing>[1]).map((a) => regionReport(a, context));
    });
  }
  return schema;
}

/** The region has masked it already: what a profile never sees is not taken from a region that gives it all the same. */
function unlessHidden(never: readonly Profil[], list: boolean): typeof readField {
  return (source, args, context, info) => {
    if (never.includes((context as NationContext).profil)) return list ? [] : null;
    return readField(source, args, context, info);
  };
}

const ASKED = Symbol('what regions answered to the look-up of this object');

function keyOf(type: string, source: Record<string, unknown>): string {
  const key = source[keyAlias(NATIONAL_TYPES[type]!.key)];
  if (typeof key === 'string' && key !== '') return key;
  throw new GraphQLError(
    `${type} : cet objet n’a pas d’identifiant national, ses parties dans les autres régions ne peuvent pas être réunies.`,
    { extensions: { code: 'SANS_IDENTIFIANT_NATIONAL' } },
  );
}
