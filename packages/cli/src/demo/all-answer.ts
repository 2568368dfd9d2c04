import { setTimeout } from 'node:timers/promises';
import { CommandFailure } from '../output/index.js';

const ATTEMPTS = 60;
const BETWEEN_MS = 500;

interface Region {
  codes: string[];
  statut: string;
  nombreOffres: number | null;
}

/**
 * Waits until every instance of the demo answers the gateway with its offers; other members of a kept folder are not
 * waited for.
 * @throws CommandFailure naming those that do not
 */
export async function untilAllAnswer(door: string, instances: readonly { codes: readonly string[] }[]): Promise<void> {
  let silent: string[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const res = await fetch(`${door}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ regions { codes statut nombreOffres } }"}',
    });
    const { data } = (await res.json()) as { data?: { regions: Region[] } };
    const known = data?.regions ?? [];
    const own = (codes: readonly string[]) => known.filter((r) => r.codes.join() === codes.join());
    silent = instances
      .filter(({ codes }) => !own(codes).some((r) => r.statut === 'OK' && r.nombreOffres !== null))
      .map(({ codes }) => `${codes.join('+')} (${own(codes)[0]?.statut ?? 'inconnue de la passerelle'})`);
    if (data !== undefined && silent.length === 0) return;
    await setTimeout(BETWEEN_MS);
  }
  throw new CommandFailure(`La nation ne répond pas toute : ${silent.join(', ')}.`);
}
