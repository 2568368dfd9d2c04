import type { CriteresRecherche, Proximite } from '@inter-ror/exposure-model';
import { GraphQLError } from 'graphql';
import type { SearchContext } from './stages.js';

/**
 * Replaces each commune of the proximity criteria by its reference point, so that all regions count from the same place.
 * @throws GraphQLError `COMMUNE_SANS_POINT` when no point is known
 */
export async function placeCommunes(
  criteres: CriteresRecherche,
  context: SearchContext,
  champ = 'criteres',
): Promise<CriteresRecherche> {
  const placed = { ...criteres };
  if (criteres.proximite?.commune)
    placed.proximite = await place(criteres.proximite, context, `${champ}.proximite.commune`);
  if (criteres.non) placed.non = await placeCommunes(criteres.non, context, `${champ}.non`);
  if (criteres.et)
    placed.et = await Promise.all(criteres.et.map((c, i) => placeCommunes(c, context, `${champ}.et[${i}]`)));
  if (criteres.ou)
    placed.ou = await Promise.all(criteres.ou.map((c, i) => placeCommunes(c, context, `${champ}.ou[${i}]`)));
  return placed;
}

async function place(proximite: Proximite, context: SearchContext, champ: string): Promise<Proximite> {
  const { commune, ...rest } = proximite;
  if (rest.latitude != null || rest.longitude != null) return proximite;
  const point = await context.points.find(commune!, context);
  if (point === undefined) {
    throw new GraphQLError(
      `La commune ${commune} n’a pas de point de référence connu : sa région ne répond pas ou n’y a aucun lieu. Donnez latitude et longitude.`,
      { extensions: { code: 'COMMUNE_SANS_POINT', champ } },
    );
  }
  return { ...rest, latitude: point.latitude, longitude: point.longitude };
}

/** Whether some commune is still to be placed. */
export function hasCommune({ proximite, et, ou, non }: CriteresRecherche): boolean {
  return (
    Boolean(proximite?.commune) ||
    (non != null && hasCommune(non)) ||
    (et?.some(hasCommune) ?? false) ||
    (ou?.some(hasCommune) ?? false)
  );
}
