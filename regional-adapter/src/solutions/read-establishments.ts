import type { Identifiant, OrganisationInterne } from '@inter-ror/exposure-model';
import { type ContenuEtablissement, contenuVide, type Miroir } from '../mirror/index.js';
import { avecReprises } from './retry.js';
import type { LectureEtablissement, RorSolution } from './ror-solution.js';
import { ErreurSolution } from './solution-error.js';

/** Readings kept in one transaction, at most. */
const LECTURES_GROUPEES = 32;

export interface OptionsLectures {
  solution: RorSolution;
  miroir: Miroir;
  /** Establishments read at once. */
  concurrence: number;
  signal: AbortSignal;
  /** Units of which only beds changed, as each establishment is read. */
  surCapacites(unites: OrganisationInterne[]): void;
  surEtablissement(): void;
}

/** What was read. */
export interface BilanLectures {
  /** The mirror no longer holds what it held. */
  change: boolean;
}

/**
 * Reads establishments into the mirror. One that fails keeps what was known of it, and is read another time; the others
 * go on.
 *
 * @throws ErreurSolution when the solution as a whole cannot be asked: what was read is kept
 */
export async function lireEtablissements(cibles: readonly Identifiant[], o: OptionsLectures): Promise<BilanLectures> {
  const bilan: BilanLectures = { change: false };
  const file = cibles.values();
  const arret = new AbortController();
  const signal = AbortSignal.any([o.signal, arret.signal]);
  const travailler = async (): Promise<void> => {
    for (const etablissement of file) {
      if (signal.aborted) return;
      await lireUn(etablissement, { ...o, signal }, bilan);
      o.surEtablissement();
    }
  };
  // A crash costs half a percent of the readings at most, besides those under way.
  o.miroir.grouper(Math.min(Math.max(1, Math.floor(cibles.length / 200)), LECTURES_GROUPEES));
  const fins = await Promise.allSettled(
    Array.from({ length: Math.min(o.concurrence, cibles.length) }, () =>
      travailler().catch((cause) => {
        // The other readings end too: they would fail alike. What they had begun is to be read again.
        arret.abort(cause);
        throw cause;
      }),
    ),
  );
  o.miroir.valider();
  o.signal.throwIfAborted();
  for (const fin of fins) if (fin.status === 'rejected') throw arret.signal.reason;
  return bilan;
}

async function lireUn(etablissement: Identifiant, o: OptionsLectures, bilan: BilanLectures): Promise<void> {
  const { miroir, signal } = o;
  let lu: { contenu: ContenuEtablissement; lecture: LectureEtablissement };
  try {
    lu = await avecReprises(() => lire(etablissement, o), signal);
  } catch (cause) {
    if (!(cause instanceof ErreurSolution) || cause.generale) throw cause;
    miroir.noterEchec(etablissement, cause.code, cause.message, true);
    return;
  }
  const { contenu, lecture } = lu;
  const ecart = ecartDeNombre(lecture);
  // An answer that contradicts itself does not replace a good one; it is better than nothing.
  if (ecart === undefined || !miroir.connait(etablissement)) {
    const { change, capacites } = miroir.ecrire(etablissement, contenu, lecture.unites, lecture.bilan);
    bilan.change ||= change;
    if (capacites.length > 0) o.surCapacites(capacites);
  }
  if (ecart !== undefined) miroir.noterEchec(etablissement, 'NOMBRE_UE_405', ecart, true);
}

async function lire(
  etablissement: Identifiant,
  { solution, signal }: OptionsLectures,
): Promise<{ contenu: ContenuEtablissement; lecture: LectureEtablissement }> {
  const contenu = contenuVide();
  const lecture = await solution.lire(
    etablissement,
    ({ sorte, valeur }) => (contenu[sorte] as object[]).push(valeur),
    signal,
  );
  return { contenu, lecture };
}

/** RG_ALIM_019; units that were skipped because they are broken were given all the same. */
function ecartDeNombre({ annoncees, unites, bilan }: LectureEtablissement): string | undefined {
  if (annoncees === undefined) return undefined;
  if (annoncees >= unites && annoncees <= unites + bilan.ecartes.organisationInterne) return undefined;
  return `la réponse annonce ${annoncees} unités élémentaires et en donne ${unites} (RG_ALIM_019, erreur 405).`;
}
