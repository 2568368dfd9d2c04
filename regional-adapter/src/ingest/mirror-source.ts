import { setImmediate } from 'node:timers/promises';
import { type Anomalie, type RapportLecture, rapportVide } from '@inter-ror/csd';
import { type BilanLecture, type LectureMiroir, lireMiroir } from '../mirror/index.js';
import { type CodeCompte, type RapportSynchronisation, SORTES } from '../store/index.js';
import type { LoadSource, OptionsSource } from './load-source.js';

/** Records given between two looks at what else the thread has to do. */
const PAR_LOT = 512;

/** What a live solution said, as its mirror keeps it. */
export class MirrorSource implements LoadSource {
  readonly nom: string;
  readonly #miroir: LectureMiroir;
  octetsLus = 0;

  private constructor(nom: string, miroir: LectureMiroir) {
    this.nom = nom;
    this.#miroir = miroir;
  }

  /** @param nom of the solution, as reported */
  static async ouvrir(fichier: string, nom: string): Promise<MirrorSource> {
    return new MirrorSource(nom, lireMiroir(fichier));
  }

  get octets(): number {
    return this.#miroir.octets;
  }

  async lire({ surEnregistrement, surAnomalie, progression, signal }: OptionsSource): Promise<RapportLecture> {
    const rapport = rapportVide();
    for (const { ecartes, anomalies } of this.#miroir.bilans()) {
      for (const sorte of SORTES) {
        rapport.ecartes[sorte] += ecartes[sorte];
        rapport.lus[sorte] += ecartes[sorte];
      }
      for (const anomalie of anomalies) this.#signaler(rapport, anomalie, surAnomalie);
    }
    let nombre = 0;
    for (const enregistrement of this.#miroir.enregistrements()) {
      const { sorte } = enregistrement;
      rapport.lus[sorte]++;
      rapport.gardes[sorte]++;
      surEnregistrement(enregistrement, {});
      if (++nombre % PAR_LOT !== 0) continue;
      await setImmediate();
      signal?.throwIfAborted();
      progression(nombre);
    }
    this.octetsLus = this.octets;
    rapport.octets = this.octets;
    return rapport;
  }

  async empreinteSeule(): Promise<string> {
    return this.#miroir.empreinte;
  }

  async empreinte(): Promise<string> {
    return this.#miroir.empreinte;
  }

  synchronisation(): RapportSynchronisation {
    return {
      etablissements: this.#miroir.nombreEtablissements(),
      enErreur: this.#miroir.nombreEchecs(),
      erreurs: this.#miroir.echecs(),
      sansCorrespondance: sansCorrespondance(this.#miroir.bilans()),
    };
  }

  async fermer(): Promise<void> {
    this.#miroir.fermer();
  }

  #signaler(rapport: RapportLecture, anomalie: Anomalie, surAnomalie: OptionsSource['surAnomalie']): void {
    rapport.nombreAnomalies++;
    rapport.anomaliesParCode[anomalie.code] = (rapport.anomaliesParCode[anomalie.code] ?? 0) + 1;
    surAnomalie?.(anomalie);
  }
}

/** Local codes without an exchange code, the most frequent first. */
function sansCorrespondance(bilans: Iterable<BilanLecture>): CodeCompte[] {
  const comptes = new Map<string, CodeCompte>();
  for (const bilan of bilans) {
    for (const { oid, code, occurrences } of bilan.sansCorrespondance) {
      const cle = `${oid} ${code}`;
      const connu = comptes.get(cle);
      if (connu === undefined) comptes.set(cle, { table: oid, code, libelle: null, occurrences });
      else connu.occurrences += occurrences;
    }
  }
  return [...comptes.values()].sort((a, b) => b.occurrences - a.occurrences || (a.code < b.code ? -1 : 1));
}
