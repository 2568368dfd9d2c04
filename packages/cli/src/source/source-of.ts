import { readIdentity } from '@inter-ror/mutual-tls';
import { lireCorrespondances, type ReglagesSolution, type SourceRegion } from '@inter-ror/regional-adapter';
import type { SolutionConfig, SourceConfig } from '../config/index.js';

/**
 * The source that a configuration names, its files read.
 *
 * @throws MutualTlsError `ERR_IDENTITY`
 * @throws ErreurCorrespondances naming the line
 */
export function sourceOf(source: SourceConfig | undefined): SourceRegion | undefined {
  if (source === undefined) return undefined;
  if (source.solution !== undefined) return { solution: solutionOf(source.solution) };
  return { fichier: source.fichier!, surveiller: source.surveiller };
}

/** The settings of a live solution. @throws as {@link sourceOf} */
export function solutionOf(c: SolutionConfig): ReglagesSolution {
  const { adresse = '', adresses = { notification: adresse, lecture: adresse } } = c;
  const { cle, certificat, autorites } = c.identite;
  const { disponibilitesSecondes, changementsSecondes, completeHeures } = c.rythmes;
  return {
    adresses,
    identite: readIdentity({ key: cle, cert: certificat, ca: autorites }),
    vihf: c.vihf,
    formes: {
      sansZeros: c.codesSansZeros,
      ...(c.autorite === undefined ? {} : { autorite: c.autorite }),
      ...(c.oids === undefined ? {} : { oids: c.oids }),
      ...(c.dates === undefined ? {} : { dates: c.dates }),
      ...(c.correspondances === undefined ? {} : { correspondances: lireCorrespondances(c.correspondances) }),
    },
    rythmes: {
      disponibilites: disponibilitesSecondes,
      changements: changementsSecondes,
      complete: completeHeures * 3_600,
    },
    concurrence: c.concurrence,
    delaiMs: c.delaiSecondes * 1_000,
  };
}

/** The source as the console shows it. */
export function shownSource(source: SourceConfig | undefined) {
  if (source === undefined) return null;
  if (source.solution !== undefined) {
    return { solution: source.solution.adresse ?? source.solution.adresses!.lecture };
  }
  return { fichier: source.fichier!, surveiller: source.surveiller };
}
