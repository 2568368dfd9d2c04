import { regions as communesRegions } from '@inter-ror/territory';
import type { Asked, RegionClient } from '../regions/index.js';
import { own } from './own-value.js';

const names = new Map(communesRegions().map((r) => [r.code, r.nom]));

/** `Region` of the contract, from the whitelist alone. */
export function regionOf(client: RegionClient, more: Record<string, unknown> = {}): object {
  const { regionCodes, label } = client.member;
  const code = regionCodes[0] ?? '';
  return own({ code, nom: nameOf(regionCodes) || label, codes: regionCodes, ...more });
}

/** `RegionReponse` of the contract. */
export function regionReport({ region, answer }: Asked, counted: Counted = {}): object {
  return own({
    region: regionOf(region),
    codes: region.member.regionCodes,
    statut: answer.statut,
    latenceMs: answer.latenceMs,
    totalCount: counted.totalCount ?? null,
    generation: counted.generation ?? null,
    date: counted.date ?? null,
    code: answer.code ?? null,
    message: answer.message ?? null,
  });
}

export interface Counted {
  totalCount?: number | undefined;
  generation?: unknown;
  date?: unknown;
}

function nameOf(codes: readonly string[]): string {
  return codes.map((c) => names.get(c) ?? c).join(' et ');
}
