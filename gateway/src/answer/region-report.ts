import { regions as communesRegions } from '@inter-ror/territory';
import type { Asked, RegionAnswer, RegionClient } from '../regions/index.js';
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
  totalCount?: number;
  generation?: unknown;
  date?: unknown;
}

/** An answer that was well received but cannot be used: the region is set apart and named. */
export function unusable(answer: RegionAnswer, code: string, message: string): RegionAnswer {
  return { statut: 'ERREUR', latenceMs: answer.latenceMs, code, message };
}

function nameOf(codes: readonly string[]): string {
  return codes.map((c) => names.get(c) ?? c).join(' et ');
}
