import { regions as communesRegions } from '@inter-ror/territory';
import type { Asked, RegionClient } from '../regions/index.js';
import type { NationContext } from './context.js';
import { own } from './own-value.js';

const names = new Map(communesRegions().map((r) => [r.code, r.nom]));

/** `Region` of the contract, from the whitelist alone. */
export function regionOf(client: RegionClient, more: Record<string, unknown> = {}): object {
  const { regionCodes } = client.member;
  const code = regionCodes[0] ?? '';
  return own({ code, nom: regionName(client), codes: regionCodes, ...more });
}

/** `Bretagne`, `La Réunion et Mayotte`. */
export function regionName({ member: { regionCodes, label } }: RegionClient): string {
  return regionCodes.map((c) => names.get(c) ?? c).join(' et ') || label;
}

/** `RegionReponse` of the contract. */
export function regionReport(
  { region, answer }: Asked,
  { states, profil }: Pick<NationContext, 'states' | 'profil'>,
  counted: Counted = {},
): object {
  const silent = answer.statut === 'ERREUR' || answer.statut === 'DELAI_DEPASSE' || answer.statut === 'PERIMEE';
  const known = silent ? states.known(region, profil) : undefined;
  return own({
    region: regionOf(region),
    codes: region.member.regionCodes,
    statut: answer.statut,
    latenceMs: answer.latenceMs,
    totalCount: counted.totalCount ?? null,
    generation: counted.generation ?? answer.generation ?? null,
    date: answer.date ?? counted.date ?? null,
    code: answer.code ?? null,
    message: answer.message ?? null,
    offresConnues: known?.offres ?? null,
    connuesAu: known?.connuAu ?? null,
  });
}

export interface Counted {
  totalCount?: number | undefined;
  generation?: unknown;
  date?: unknown;
}
