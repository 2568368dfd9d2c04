import {
  type Commune,
  communeParCode,
  communesCommencant,
  communesDeNom,
  communesDuCodePostal,
  departements,
  regions,
  replierNom,
} from '@inter-ror/territory';

/** A place of the Code officiel géographique that a question names. */
export interface Lieu {
  sorte: 'commune' | 'departement' | 'region' | 'codePostal';
  code: string;
  nom: string;
  /** Of a commune: the others that the same words may mean, those of exactly this name first. */
  homonymes: readonly Commune[];
}

/** A place read at the beginning of some words. */
export interface LieuLu {
  lieu: Lieu;
  /** How many of the words it took. */
  mots: number;
}

/**
 * Where a name stands: `autour` takes a commune first, and one whose name only begins so; `dans` takes a territory, its
 * number too; `en` a territory only; `a` a commune or a territory.
 */
export type Tournure = 'autour' | 'dans' | 'en' | 'a';

const WORDS_MAX = 8;
const HOMONYMS_MAX = 6;
const LONGER_MAX = 3;
/** A commune this large is meant before the département of its name: Vienne, Paris. */
const KNOWN_BY_ITS_NAME = 10_000;
const ALIASES: Readonly<Record<string, string>> = { paca: '93', idf: '11', aura: '84', reunion: '04' };

let territoires: Map<string, Lieu> | undefined;

/** The place that the first words name, as many words as possible; `article` is the one before them. */
export function lireLieu(words: readonly string[], tournure: Tournure, article = ''): LieuLu | undefined {
  const byNumber = tournure === 'en' ? undefined : parCodePostal(words, tournure);
  if (byNumber !== undefined) return byNumber;
  const whole = nameLength(words);
  for (let n = Math.min(words.length, WORDS_MAX); n > 0; n--) {
    const typed = ordinals(words.slice(0, n).join(' '));
    const rest = words.slice(n);
    const contracted = contractionOf(article, typed);
    const territory = territoireDe(typed) ?? territoireDe(contracted);
    const named = [contracted, typed].map(communesDeNom).find((found) => found.length > 0) ?? [];
    const first = named[0];
    const told = rest[0]?.startsWith('(') && named.some(appartenance(rest[0]));
    const preferred = (tournure === 'autour' || tournure === 'a' || told) && first;
    if (preferred && (told || territory === undefined || preferred.population >= KNOWN_BY_ITS_NAME)) {
      return choisir(named, n, rest, typed);
    }
    if (territory !== undefined) return { lieu: territory, mots: n };
    if (tournure === 'dans' && first !== undefined && (article === '' || communesDeNom(contracted).length > 0)) {
      return choisir(named, n, rest, typed);
    }
    const begins =
      n > whole ? false : tournure === 'autour' ? n > 1 || rest.length === 0 : tournure === 'a' && /\d/.test(typed);
    const longer = begins ? [contracted, typed].flatMap((name) => communesCommencant(name, HOMONYMS_MAX)) : [];
    if (longer.length > 0) return choisir([...new Set(longer)], n, rest, '');
  }
  return undefined;
}

/** A region, or a département by its name. */
export function territoireDe(nom: string): Lieu | undefined {
  territoires ??= new Map([
    ...departements().map((d) => [replierNom(d.nom), lieuSimple('departement', d)] as const),
    ...regions().map((r) => [replierNom(r.nom), lieuSimple('region', r)] as const),
    ...Object.entries(ALIASES).map(
      ([alias, code]) => [alias, lieuSimple('region', regions().find((r) => r.code === code)!)] as const,
    ),
  ]);
  return territoires.get(replierNom(nom));
}

function lieuSimple(sorte: 'departement' | 'region', { code, nom }: { code: string; nom: string }): Lieu {
  return { sorte, code, nom, homonymes: [] };
}

/** A département by its number, as a word. */
export function departementDeNumero(word: string): Lieu | undefined {
  const departement = departements().find((d) => d.code === bare(word).toUpperCase());
  return departement && lieuSimple('departement', departement);
}

/** « 29000 », « 29000 Quimper », an INSEE code. */
function parCodePostal(words: readonly string[], tournure: Tournure): LieuLu | undefined {
  const code = bare(words[0] ?? '').toUpperCase();
  if (!/^(?:\d{5}|2[AB]\d{3})$/.test(code)) return undefined;
  const insee = communeParCode(code);
  const served = [...communesDuCodePostal(code)].sort((a, b) => b.population - a.population);
  for (let n = Math.min(words.length, WORDS_MAX); n > 1; n--) {
    const key = replierNom(words.slice(1, n).join(' '));
    const named = [...served, ...(insee === undefined ? [] : [insee])].find((c) => replierNom(c.nom) === key);
    if (named !== undefined) return { lieu: lieuDe(named, []), mots: n };
  }
  if (served.length === 0) return insee && { lieu: lieuDe(insee, []), mots: 1 };
  if (tournure !== 'autour') return { lieu: { sorte: 'codePostal', code, nom: code, homonymes: [] }, mots: 1 };
  return { lieu: lieuDe(served[0]!, served.slice(1, HOMONYMS_MAX)), mots: 1 };
}

/** Of communes of one name, the one that the next words tell (« (93) », « 93200 », « La Réunion »), else the most populated. */
function choisir(named: readonly Commune[], n: number, rest: readonly string[], name: string): LieuLu {
  for (let k = Math.min(rest.length, WORDS_MAX); k > 0; k--) {
    const told = rest.slice(0, k).join(' ');
    const fits = named.filter(appartenance(told));
    if (fits.length > 0) return { lieu: lieuDe(fits[0]!, fits.slice(1, HOMONYMS_MAX)), mots: n + k };
  }
  const longer =
    name === '' ? [] : communesCommencant(name, LONGER_MAX).filter((c) => c.population > named[0]!.population);
  return { lieu: lieuDe(named[0]!, [...named.slice(1), ...longer].slice(0, HOMONYMS_MAX)), mots: n };
}

/** Whether a commune is in what these words name: a département, a region, a postcode. */
function appartenance(told: string): (c: Commune) => boolean {
  const code = bare(told).toUpperCase();
  const territory = territoireDe(told);
  return (c) =>
    c.departement === code ||
    c.code === code ||
    c.codesPostaux.includes(code) ||
    (territory !== undefined && (territory.sorte === 'region' ? c.region : c.departement) === territory.code);
}

/** How many words a name may take: up to what follows a comma, or is in brackets. */
function nameLength(words: readonly string[]): number {
  const stop = words.findIndex((word, i) => i > 0 && (word.startsWith('(') || /[,;]$/.test(words[i - 1]!)));
  return Math.min(stop < 0 ? words.length : stop, WORDS_MAX);
}

function lieuDe(c: Commune, homonymes: readonly Commune[]): Lieu {
  return { sorte: 'commune', code: c.code, nom: c.nom, homonymes };
}

/** « du Mans » is Le Mans, « aux Ulis » Les Ulis, « de la Rochelle » La Rochelle. */
function contractionOf(article: string, name: string): string {
  const a = article.toLowerCase().replace(/’/g, "'").trim();
  if (/\bl'$/.test(a)) return `l'${name}`;
  if (/(?:^|\s)la$/.test(a)) return `la ${name}`;
  if (/^(?:du|au|le)$/.test(a)) return `le ${name}`;
  if (/^(?:des|aux|les)$/.test(a)) return `les ${name}`;
  return name;
}

/** « 15ème » as the names of arrondissements write it. */
function ordinals(text: string): string {
  return text.replace(/(?<!\d)(\d{1,2})\s?(?:e|è|[èe]me|er)(?![\p{L}\d])/giu, (_, n) => (n === '1' ? '1er' : `${n}e`));
}

function bare(word: string): string {
  return word.replace(/[^\p{L}\d]+/gu, '');
}
