import { DOMAINES, INDICATEURS, type LigneIndicateur } from '@inter-ror/quality';
import { type RegionAnswer, unusable, writeQuestion } from '../regions/index.js';

/** The figures of one instance. */
export interface RegionQuality {
  /** ISO 8601. */
  date: string;
  generation: string | null;
  lignes: LigneIndicateur[];
}

export const QUALITY_QUESTION = writeQuestion(
  '{ q: qualite { date generation lignes { indicateur region departement domaine perimetre ecarts } } }',
);

/** More than indicators, départements and domains of one instance make. */
const LINES_MAX = 5_000;
const DEPARTEMENT = /^[0-9AB]{2,3}$/;

/**
 * The figures that a region gives, when it has finished to make them: a region speaks for its own codes alone, in
 * figures that add up. Anything else sets it apart.
 */
export function readQuality(
  answer: RegionAnswer,
  codes: readonly string[],
): { answer: RegionAnswer; quality: RegionQuality | undefined } {
  const said = (answer.data?.q as Record<string, unknown>[] | null | undefined)?.[0];
  if (said === undefined || said === null || said.date === null) return { answer, quality: undefined };
  const { date, generation, lignes } = said;
  const sound =
    typeof date === 'string' &&
    Number.isFinite(Date.parse(date)) &&
    Array.isArray(lignes) &&
    lignes.length <= LINES_MAX &&
    lignes.every((ligne) => isLine(ligne, codes));
  if (!sound) {
    const message = 'Indicateurs illisibles : ils ne sont pas comptés.';
    return { answer: unusable(answer, 'QUALITE_ILLISIBLE', message), quality: undefined };
  }
  return {
    answer,
    quality: {
      date: new Date(date as string).toISOString(),
      generation: typeof generation === 'string' ? generation.slice(0, 100) : null,
      lignes: lignes as LigneIndicateur[],
    },
  };
}

function isLine(ligne: Partial<LigneIndicateur> | null, codes: readonly string[]): boolean {
  if (typeof ligne !== 'object' || ligne === null) return false;
  const { indicateur, region, departement, domaine, perimetre, ecarts } = ligne;
  return (
    INDICATEURS.some((known) => known === indicateur) &&
    DOMAINES.some((known) => known === domaine) &&
    codes.some((code) => code === region) &&
    (departement === null || (typeof departement === 'string' && DEPARTEMENT.test(departement))) &&
    Number.isSafeInteger(perimetre) &&
    Number.isSafeInteger(ecarts) &&
    ecarts! >= 0 &&
    ecarts! <= perimetre!
  );
}
