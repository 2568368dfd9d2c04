import { setTimeout } from 'node:timers/promises';
import { CommandFailure } from '../output/index.js';

const ATTEMPTS = 60;
const BETWEEN_MS = 500;

interface Region {
  codes: string[];
  statut: string;
  nombreOffres: number | null;
}

/** Waits until every region answers the gateway with its offers. @throws CommandFailure naming those that do not */
export async function untilAllAnswer(door: string): Promise<void> {
  let silent: Region[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const res = await fetch(`${door}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ regions { codes statut nombreOffres } }"}',
    });
    const { data } = (await res.json()) as { data?: { regions: Region[] } };
    silent = (data?.regions ?? []).filter((r) => r.statut !== 'OK' || r.nombreOffres === null);
    if (data !== undefined && data.regions.length > 0 && silent.length === 0) return;
    await setTimeout(BETWEEN_MS);
  }
  const names = silent.map((r) => `${r.codes.join('+')} (${r.statut})`).join(', ');
  throw new CommandFailure(`La nation ne répond pas toute : ${names || 'la passerelle ne connaît aucune région'}.`);
}
