import { z } from 'zod';

/** Header of an answer that names the state of the region from which it was made. */
export const STATE_HEADER = 'x-inter-ror-etat';
/** Where a region tells of itself, to gateways alone. */
export const STATE_PATHS = { etat: '/etat', flux: '/etat/flux', resume: '/resume' } as const;
/** One state, as JSON. */
export const STATE_BYTES_MAX = 4 * 1024;

const etat = z.strictObject({
  /** Changes with all that can change an answer: generation, refusals of public diffusion, process, beds (after `~`). */
  etat: z.string().regex(/^[\w.~-]{1,128}$/),
  codes: z.array(z.string().max(3)).min(1).max(20),
  /** Name of the generation served; null before the first load. */
  generation: z.string().max(64).nullable(),
  /** Instant of the load, ISO 8601. */
  date: z.iso.datetime().nullable(),
});

/** What a region serves at an instant. */
export type EtatRegion = z.infer<typeof etat>;

/** @throws Error that says what is not a state */
export function lireEtat(texte: string): EtatRegion {
  return etat.parse(JSON.parse(texte));
}
