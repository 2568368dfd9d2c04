import { JOURS_PAR_UNITE, type UniteAge } from '@inter-ror/exposure-model';
import { cleCode } from '@inter-ror/nomenclatures';

/** An age at which a class is looked for, in its unit. */
export interface AgeCherche {
  age: number;
  uniteAge: UniteAge;
}

interface ClasseAge {
  /** Code of TRE_R208. */
  code: string;
  /** Days, `fin` exclusive. */
  debut: number;
  fin: number;
  /** Ages that every unit open to the class is taken to meet one of. */
  ages: readonly AgeCherche[];
}

const AN = JOURS_PAR_UNITE.a;

function suite(debut: number, fin: number, pas = 1): number[] {
  return Array.from({ length: Math.floor((fin - debut) / pas) + 1 }, (_, i) => debut + i * pas);
}
const ans = (debut: number, fin: number, pas?: number) =>
  suite(debut, fin, pas).map((age): AgeCherche => ({ age, uniteAge: 'a' }));

/** TRE_R208, by the ages that its labels say. Its labels leave open where adults begin: at 18, as the law has it. */
const CLASSES: readonly ClasseAge[] = [
  { code: '01', debut: 0, fin: 29, ages: suite(0, 28, 7).map((age) => ({ age, uniteAge: 'd' })) },
  { code: '02', debut: 29, fin: 2 * AN, ages: suite(1, 23).map((age) => ({ age, uniteAge: 'mo' })) },
  { code: '03', debut: 2 * AN, fin: 12 * AN, ages: ans(2, 11) },
  { code: '04', debut: 12 * AN, fin: 16 * AN, ages: ans(12, 15) },
  { code: '05', debut: 16 * AN, fin: 22 * AN, ages: ans(16, 21) },
  { code: '06', debut: 18 * AN, fin: 65 * AN, ages: ans(18, 64) },
  { code: '10', debut: 65 * AN, fin: 75 * AN, ages: ans(65, 74) },
  { code: '11', debut: 75 * AN, fin: Number.POSITIVE_INFINITY, ages: ans(75, 120, 5) },
];
const PAR_CLE = new Map(CLASSES.map((classe) => [cleCode(classe.code), classe]));

/** Ages at which a class is looked for; undefined when the class is unknown. */
export function agesDeClasse(code: string): readonly AgeCherche[] | undefined {
  return PAR_CLE.get(cleCode(code))?.ages;
}

/** UCUM, and the units of TRE_R215 that the v1 uses. */
const UNITES: Readonly<Record<string, UniteAge>> = {
  a: 'a',
  mo: 'mo',
  m: 'mo',
  wk: 'wk',
  d: 'd',
  j: 'd',
  h: 'h',
};

/** The unit of a code, of UCUM or of TRE_R215. */
export function uniteDe(code: string): UniteAge | undefined {
  const cle = code.trim().toLowerCase();
  return Object.hasOwn(UNITES, cle) ? UNITES[cle] : undefined;
}

/** A bound of age, as records carry it. */
export interface Borne {
  valeur: number;
  unite: { code: string };
}

/** Codes of the classes that a unit takes an age of; none when its bounds cannot be read. */
export function classesDesAges(min: Borne, max: Borne): string[] {
  const [uniteMin, uniteMax] = [uniteDe(min.unite.code), uniteDe(max.unite.code)];
  if (uniteMin === undefined || uniteMax === undefined) return [];
  const debut = min.valeur * JOURS_PAR_UNITE[uniteMin];
  const fin = (max.valeur + 1) * JOURS_PAR_UNITE[uniteMax];
  return CLASSES.filter((classe) => debut < classe.fin && classe.debut < fin).map(({ code }) => code);
}
