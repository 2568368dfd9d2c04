import { type Profil, vuDuChamp } from '@inter-ror/access-policy';
import type { QualiteRegion } from '../quality/index.js';
import type { GenerationVue } from './generation-servie.js';
import { nomGeneration } from './region-servie.js';

/** The indicators of the generation in force; `undefined` while nothing is loaded. */
export type LireQualite = () => Promise<QualiteRegion | undefined>;

/** `QualiteRegion` of the contract. */
export interface VueQualite {
  codes: readonly string[];
  statut: null;
  date: string | null;
  generation: string | null;
  lignes: QualiteRegion['lignes'];
}

/** A request does not wait longer for a calculation, which goes on. */
const ATTENTE_MS = 1_000;

/** `Query.qualite` of a region: its figures, or none yet; nothing at all for who may not see them. */
export async function qualiteServie(
  profil: Profil,
  { regions }: GenerationVue,
  lire: LireQualite | undefined,
): Promise<VueQualite[]> {
  if (vuDuChamp('Query', 'qualite', profil) === 'JAMAIS') return [];
  const [region] = regions.values();
  const rien = { codes: region!.codes, statut: null, date: null, generation: null, lignes: [] };
  if (lire === undefined) return [rien];
  let attente: NodeJS.Timeout | undefined;
  const trop = new Promise<undefined>((resolve) => {
    attente = setTimeout(() => resolve(undefined), ATTENTE_MS).unref();
  });
  // A calculation that fails is told by the console of the adapter.
  const faite = await Promise.race([lire().catch(() => undefined), trop]);
  clearTimeout(attente);
  if (faite === undefined) return [rien];
  const { jour, generation, lignes } = faite;
  return [{ ...rien, date: jour, generation: nomGeneration(generation), lignes }];
}
