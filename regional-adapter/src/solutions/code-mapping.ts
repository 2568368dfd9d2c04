import type { Code, Enregistrement } from '@inter-ror/exposure-model';
import { cleCode, type Nomenclatures } from '@inter-ror/nomenclatures';
import type { FormesSolution } from './settings.js';

/** Exchange code of each local code, by OID of its local table, by key of the code. */
export type Correspondances = ReadonlyMap<string, ReadonlyMap<string, Readonly<{ code: string; oid: string }>>>;

/** Local codes without an exchange code. */
export type SansCorrespondance = { oid: string; code: string; occurrences: number }[];

/** Different codes followed in one establishment. */
const SUIVIS_MAX = 1_000;

/** Gives the codes of records their exchange form: OIDs of the nomenclatures, codes of the exchange, leading zeros. */
export class TraductionCodes {
  readonly #oids: ReadonlyMap<string, string>;
  readonly #correspondances: Correspondances;
  readonly #nomenclatures: Nomenclatures | undefined;

  constructor({ oids = {}, correspondances = new Map(), sansZeros }: FormesSolution, nomenclatures: Nomenclatures) {
    this.#oids = new Map(Object.entries(oids));
    this.#correspondances = correspondances;
    this.#nomenclatures = sansZeros === true ? nomenclatures : undefined;
  }

  /** Counts what it cannot translate, for one establishment. */
  commencer(): { traduire(enregistrement: Enregistrement): void; sansCorrespondance(): SansCorrespondance } {
    const comptes = new Map<string, SansCorrespondance[number]>();
    const inconnu = ({ oid, code }: Code): void => {
      const cle = `${oid} ${code}`;
      const compte = comptes.get(cle);
      if (compte !== undefined) compte.occurrences++;
      else if (comptes.size < SUIVIS_MAX) comptes.set(cle, { oid, code, occurrences: 1 });
    };
    return {
      traduire: ({ valeur }) => this.#parcourir(valeur, inconnu),
      sansCorrespondance: () => [...comptes.values()],
    };
  }

  /** Records are those of one reading: nobody else holds them yet. */
  #parcourir(valeur: object, inconnu: (code: Code) => void): void {
    for (const element of Object.values(valeur)) {
      if (typeof element !== 'object' || element === null) continue;
      const { code, oid } = element as Partial<Code>;
      if (typeof code === 'string' && typeof oid === 'string') this.#traduire(element as Code, inconnu);
      else this.#parcourir(element, inconnu);
    }
  }

  #traduire(code: Code, inconnu: (code: Code) => void): void {
    const locale = this.#correspondances.get(code.oid);
    if (locale !== undefined) {
      const echange = locale.get(cleCode(code.code));
      if (echange === undefined) inconnu(code);
      else {
        code.code = echange.code;
        code.oid = echange.oid;
      }
      return;
    }
    code.oid = this.#oids.get(code.oid) ?? code.oid;
    if (this.#nomenclatures === undefined) return;
    const concept = this.#nomenclatures.resoudre(code.oid, code.code);
    if (concept.statut !== 'INCONNU') code.code = concept.code;
  }
}
