import type { Enregistrement, Professionnel } from '@inter-ror/exposure-model';
import type Database from 'libsql';
import { enregistrement, SORTES_CONTENU, type SorteContenu } from './establishment-content.js';
import { type EchecEtablissement, echecsDe } from './failures.js';
import type { BilanLecture } from './mirror.js';
import { ouvrirBaseMiroir } from './mirror-schema.js';

/** A mirror as it stands at one instant, whatever is written to it meanwhile. */
export interface LectureMiroir {
  /** Changes with each content. */
  readonly empreinte: string;
  readonly octets: number;
  /** What each reading found. */
  bilans(): Iterable<BilanLecture>;
  /** Establishments that were not read well: the first ones. */
  echecs(): EchecEtablissement[];
  nombreEchecs(): number;
  nombreEtablissements(): number;
  /** Every record once, in the order of the wire. */
  enregistrements(): Iterable<Enregistrement>;
  fermer(): void;
}

/** Opens a mirror to make a generation from it. */
export function lireMiroir(fichier: string): LectureMiroir {
  const base = ouvrirBaseMiroir(fichier);
  base.exec('BEGIN');
  const un = <T>(sql: string): T => base.prepare(sql).get([]) as T;
  const empreinte = un<{ valeur: string } | undefined>("SELECT valeur FROM etat WHERE cle = 'contenu'")?.valeur ?? '';
  return {
    empreinte,
    octets: un<{ n: number }>('SELECT ifnull(sum(octets), 0) AS n FROM contenu').n,
    nombreEtablissements: () => un<{ n: number }>('SELECT count(*) AS n FROM etablissement').n,
    bilans: function* () {
      for (const { bilan } of base.prepare('SELECT bilan FROM contenu ORDER BY cle').all([]) as { bilan: string }[]) {
        yield JSON.parse(bilan) as BilanLecture;
      }
    },
    echecs: () => echecsDe(base),
    nombreEchecs: () => un<{ n: number }>('SELECT count(erreur) AS n FROM etablissement').n,
    enregistrements: () => tousLesEnregistrements(base),
    fermer: () => {
      base.exec('ROLLBACK');
      base.close();
    },
  };
}

/**
 * The freshest reading of an establishment comes first: what several share (legal entity, activity) is taken from it.
 * A professional is given with all the places where the establishments say that he practises.
 */
function* tousLesEnregistrements(base: Database.Database): Iterable<Enregistrement> {
  const cles = (
    base
      .prepare('SELECT c.cle FROM contenu c JOIN etablissement e USING (cle) ORDER BY e.lu_le DESC, c.cle')
      .all([]) as {
      cle: string;
    }[]
  ).map(({ cle }) => cle);
  for (const sorte of SORTES_CONTENU) {
    const lire = base.prepare(`SELECT ${sorte} AS json FROM contenu WHERE cle = ?`);
    const lus = function* (): Iterable<{ id: string }> {
      for (const cle of cles) yield* JSON.parse((lire.get([cle]) as { json: string }).json) as { id: string }[];
    };
    yield* sorte === 'professionnel' ? professionnels(base, lus() as Iterable<Professionnel>) : uneFois(sorte, lus());
  }
}

/** Internal organisations have one establishment: the load itself tells those that come twice. */
function* uneFois(sorte: SorteContenu, lus: Iterable<{ id: string }>): Iterable<Enregistrement> {
  const vus = new Set<string>();
  for (const valeur of lus) {
    if (sorte !== 'organisationInterne') {
      if (vus.has(valeur.id)) continue;
      vus.add(valeur.id);
    }
    yield enregistrement(sorte, valeur);
  }
}

function* professionnels(base: Database.Database, lus: Iterable<Professionnel>): Iterable<Enregistrement> {
  const partages = new Map<string, Professionnel | undefined>(
    (
      base.prepare('SELECT professionnel AS id FROM exercice GROUP BY professionnel HAVING count(*) > 1').all([]) as {
        id: string;
      }[]
    ).map(({ id }) => [id, undefined]),
  );
  for (const valeur of lus) {
    if (!partages.has(valeur.id)) yield enregistrement('professionnel', valeur);
    else partages.set(valeur.id, fusionner(partages.get(valeur.id), valeur));
  }
  for (const valeur of partages.values()) if (valeur !== undefined) yield enregistrement('professionnel', valeur);
}

function fusionner(premier: Professionnel | undefined, suivant: Professionnel): Professionnel {
  if (premier === undefined) return suivant;
  const connus = new Set(premier.exercices?.map(({ organisationInterneId }) => organisationInterneId));
  const autres = suivant.exercices?.filter(({ organisationInterneId }) => !connus.has(organisationInterneId)) ?? [];
  return autres.length === 0 ? premier : { ...premier, exercices: [...(premier.exercices ?? []), ...autres] };
}
