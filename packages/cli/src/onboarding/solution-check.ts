import { MutualTlsError } from '@inter-ror/mutual-tls';
import { Nomenclatures } from '@inter-ror/nomenclatures';
import { ErreurCorrespondances, ErreurSolution, PILOTES } from '@inter-ror/regional-adapter';
import type { SolutionConfig } from '../config/index.js';
import { EXIT } from '../output/index.js';
import { solutionOf } from '../source/index.js';
import type { Constat } from './check-report.js';

const HOUR_MS = 3_600_000;
const CLOCK_MS = 60_000;

/** Whether a live solution answers this adapter: what changed in the last hour is asked, nothing is read. */
export async function checkSolution(
  driver: keyof typeof PILOTES,
  config: SolutionConfig,
  nomenclatures: string | undefined,
  loaded: string,
): Promise<Constat> {
  try {
    const tables = nomenclatures === undefined ? Nomenclatures.officielles() : Nomenclatures.avecDossier(nomenclatures);
    const solution = PILOTES[driver](solutionOf(config), tables);
    try {
      const since = new Date(Date.now() - HOUR_MS).toISOString();
      const start = performance.now();
      const { etablissements, instant } = await solution.changements(since, new AbortController().signal);
      const ms = Math.round(performance.now() - start);
      const dit = `${loaded} ; ${solution.nom} répond en ${ms} ms, ${etablissements.length} établissements changés en une heure`;
      const gap = Math.round((Date.now() - Date.parse(instant)) / 1_000);
      if (Math.abs(gap) * 1_000 <= CLOCK_MS) return { etat: 'bon', dit };
      const remede = 'réglez les horloges des deux hôtes (NTP) : les dates des changements viennent de la solution';
      return { etat: 'alerte', dit: `${dit} ; son horloge est à ${Math.abs(gap)} s de celle-ci`, remede };
    } finally {
      solution.close();
    }
  } catch (e) {
    if (e instanceof ErreurSolution) {
      const remede = 'corrigez « source.solution », ou voyez avec qui exploite la solution';
      return { etat: 'faux', dit: `${loaded} ; ${e.message} (${e.code})`, remede, code: EXIT.REFUSED };
    }
    if (!(e instanceof MutualTlsError || e instanceof ErreurCorrespondances)) throw e;
    const remede = 'corrigez les fichiers de « source.solution »';
    return { etat: 'faux', dit: `${loaded} ; ${e.message}`, remede, code: EXIT.VERIFICATION };
  }
}
