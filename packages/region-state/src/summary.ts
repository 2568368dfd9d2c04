import type { Profil } from '@inter-ror/access-policy';
import { LISTES_DE_CODES, type ListeDeCodes } from '@inter-ror/exposure-model';
import { z } from 'zod';

/** A field with more values than this is not summed up. */
export const VALUES_MAX = 10_000;
export const SUMMARY_BYTES_MAX = 4 * 1024 * 1024;
const INTERVALS_MAX = 2_000;
const DISCS_MAX = 2_000;

const count = z.int().min(0);
/** A value and how many offers have it. */
const values = z.array(z.tuple([z.string().max(200), count])).max(VALUES_MAX);
const intervals = z.array(z.tuple([z.number(), z.number()])).max(INTERVALS_MAX);
const listes = Object.keys(LISTES_DE_CODES) as [ListeDeCodes, ...ListeDeCodes[]];

const offres = z.strictObject({
  offres: count,
  /** A list that is not here is not summed up. */
  codes: z.partialRecord(z.enum(listes), values),
  territoire: z.partialRecord(z.enum(['region', 'departement', 'commune', 'codePostal']), values),
  /** Ages in days, from (inclusive) and to (exclusive), taken by some offer, and by every one. */
  ages: z.strictObject({ pris: intervals, toujoursPris: intervals }),
  accueilSequentielAccepte: count,
  zonePoser: count,
  /** The most that one offer has; null when none says. */
  lits: z.number().nullable(),
  places: z.number().nullable(),
  /** The last one, epoch milliseconds. */
  disponibiliteMaj: z.number().nullable(),
  /** Discs that hold every place together: latitude, longitude (degrees), radius (metres). */
  disques: z.array(z.tuple([z.number(), z.number(), z.number().min(0)])).max(DISCS_MAX),
  sansLieu: count,
});

/** The offers of a region as one profile sees them, summed up. What is hidden from the profile is not in it. */
export type ResumeOffres = z.infer<typeof offres>;

/** A summary, and what it is the summary of. */
export interface ResumeRegion {
  etat: string;
  profil: Profil;
  offres: ResumeOffres;
}

const resume = z.strictObject({ etat: z.string().max(128), profil: z.int().min(0).max(5), offres });

/** @throws Error that says what is not a summary */
export function lireResume(texte: string): ResumeRegion {
  return resume.parse(JSON.parse(texte)) as ResumeRegion;
}
