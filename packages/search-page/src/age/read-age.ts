import {
  type AgesCherches,
  agesEnMots,
  auDessousDe,
  type CriteresAge,
  criteresAge,
  jours,
  type Quantite,
  tranche,
} from './bounds.js';
import {
  AGE,
  AGED_BEFORE,
  AGED_PLAIN_BEFORE,
  BETWEEN_BEFORE,
  BOUND_BEFORE,
  FOR_BEFORE,
  LASTING_AFTER,
  LASTING_BEFORE,
  LESS_AFTER,
  MORE_AFTER,
  nombreDit,
  OF_BEFORE,
  PERSON_BEFORE,
  UPPER_AFTER,
} from './grammar.js';
import { libellesTenus } from './labels.js';

/** The age that a question asks for. */
export interface AgeLu {
  criteres: CriteresAge;
  /** As it was typed: « pour un enfant de moins de 2 ans ». */
  dit: string;
  /** As it is searched: `jusqu’à 23 mois`. */
  compris: string;
}

interface Passage {
  ages: AgesCherches;
  debut: number;
  fin: number;
}

/** The greatest age of the contract: 200 years. */
const DAYS_MAX = jours({ n: 200, unite: 'a' });
const UNITS = { a: 'a', m: 'mo', s: 'wk', j: 'd', h: 'h' } as const;

/**
 * Takes the first age out of a text: « 80 ans », « de 3 à 12 ans », « à partir de 60 ans », « moins de 2 ans ». What
 * tells another time, or is of a label of the nomenclatures, stays.
 */
export function lireAge(text: string): { reste: string; age?: AgeLu; avis?: string } {
  for (const found of text.matchAll(AGE)) {
    const passage = passageOf(text, found);
    if (passage === undefined) continue;
    const { ages, debut, fin } = passage;
    if (libellesTenus(text).some((label) => label.debut < fin && debut < label.fin)) continue;
    const dit = text.slice(debut, fin).trim();
    const reste = without(text, debut, fin);
    const told = 'age' in ages ? [ages.age] : [ages.min, ages.max];
    if (told.some((q) => q !== undefined && jours(q) > DAYS_MAX)) {
      return { reste, avis: `L’âge « ${dit} » n’est pas pris en compte : il va de 0 à 200 ans.` };
    }
    return { reste, age: { criteres: criteresAge(ages), dit, compris: agesEnMots(ages) } };
  }
  return { reste: text };
}

/** A figure with all the words that say of whom, from and up to when; undefined when it is no age. */
function passageOf(text: string, found: RegExpExecArray): Passage | undefined {
  const after = text.slice(found.index + found[0].length);
  const { ages, intro, length } = agesOf(text.slice(0, found.index), found.groups!, after);
  let head = text.slice(0, found.index - intro);
  const fin = found.index + found[0].length + length;
  if (LASTING_BEFORE.test(head) || LASTING_AFTER.test(text.slice(fin))) return undefined;
  const take = (pattern: RegExp) => {
    const shorter = head.replace(pattern, '');
    const taken = shorter.length < head.length;
    head = shorter;
    return taken;
  };
  const introduced = intro > 0;
  const aged = take(AGED_BEFORE) || (introduced && take(AGED_PLAIN_BEFORE));
  const linked = aged || take(OF_BEFORE) || introduced;
  const person = linked && take(PERSON_BEFORE);
  if (!person) take(FOR_BEFORE);
  const sure = person || aged;
  if (!sure && (/^h/i.test(found.groups!.unite!) || (!introduced && !/\d/.test(found[0])))) return undefined;
  return { ages, debut: head.length, fin };
}

/** What a figure says with its bounds: `intro` characters before it, `length` after. */
function agesOf(before: string, groups: Groups, after: string): { ages: AgesCherches; intro: number; length: number } {
  const q = quantity(groups);
  if (groups.n1 !== undefined) {
    const first = { n: nombreDit(groups.n1), unite: groups.unite1 === undefined ? q.unite : unit(groups.unite1) };
    return { ages: tranche(first, q), intro: BETWEEN_BEFORE.exec(before)?.[0].length ?? 0, length: 0 };
  }
  const bound = BOUND_BEFORE.exec(before);
  const intro = bound?.[0].length ?? 0;
  if (bound?.groups?.sous !== undefined) return { ages: { max: auDessousDe(q) }, intro, length: 0 };
  if (bound?.groups?.jusqua !== undefined) return { ages: { max: q }, intro, length: 0 };
  const upper = UPPER_AFTER.exec(after);
  if (upper !== null && (bound !== null || upper.groups!.jusqua !== undefined)) {
    const end = quantity(upper.groups!);
    const ages = tranche(q, upper.groups!.sous === undefined ? end : auDessousDe(end));
    return { ages, intro, length: upper[0].length };
  }
  if (bound !== null) return { ages: { min: q }, intro, length: 0 };
  const more = MORE_AFTER.exec(after);
  if (more !== null) return { ages: { min: q }, intro, length: more[0].length };
  const less = LESS_AFTER.exec(after);
  return less === null ? { ages: { age: q }, intro, length: 0 } : { ages: { max: q }, intro, length: less[0].length };
}

type Groups = Readonly<Record<string, string | undefined>>;

function quantity({ n, unite, demi, mois }: Groups): Quantite {
  const q = { n: nombreDit(n!), unite: unit(unite!) };
  if (mois !== undefined && q.unite === 'a') return { n: q.n * 12 + Number(mois), unite: 'mo' };
  return demi === undefined ? q : { ...q, n: q.n + 0.5 };
}

function unit(said: string) {
  return UNITS[said[0]!.toLowerCase() as keyof typeof UNITS];
}

function without(text: string, debut: number, fin: number): string {
  return `${text.slice(0, debut)} ${text.slice(fin)}`
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?([,;])(?: ?[,;])+/g, '$1')
    .replace(/ (?=[,;])/g, '')
    .replace(/^[,;\s]+|[,;\s]+$/g, '');
}
