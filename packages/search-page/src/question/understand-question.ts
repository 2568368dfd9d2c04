import { communeParCode, communesDeNom } from '@inter-ror/territory';
import { type AgeLu, lireAge } from '../age/index.js';
import { departementDeNumero, type Lieu, type LieuLu, lireLieu, territoireDe } from './place.js';
import { lireLibre, lireRayon, tidy } from './quantities.js';
import { type Avis, proposerLieux } from './suggest-place.js';

/** A typed question, read: its words, and what they say of place, age and free capacity. */
export interface QuestionComprise {
  /** What remains for the full text search. */
  texte: string;
  /** Around this commune. */
  autour?: Lieu;
  /** Radius that the question gives, km. */
  rayonKm?: number;
  /** In this territory. */
  dans?: Lieu;
  /** Only with free beds, or places. */
  libre?: boolean;
  age?: AgeLu;
  /** What was recognised but cannot be followed, said in plain words. */
  avis: Avis[];
  /** Words of `texte` that stand where a place would, and name none. */
  incertain?: string;
}

const LENGTH_MAX = 200;
const RADIUS_MAX_KM = 1000;
const WELL_KNOWN = 2_000;
const AROUND =
  /(?<![\p{L}\d])(?:à\s+proximité|aux?\s+alentours|à\s+côté|(?:pas|non)\s+loin|près|pres|proche|autour)\s+(?<article>de\s+la\s+|de\s+l['’]\s*|de\s+|du\s+|des\s+|d['’]\s*)?(?=[\p{L}\d])/giu;
const INSIDE =
  /(?<![\p{L}\d])(?:(?<en>en)\s+|(?<dans>dans)\s+(?<article>le\s+|la\s+|les\s+|l['’]\s*)?|(?<a>à|a)\s+(?<feminin>la\s+|l['’]\s*)?|(?<au>aux?)\s+)(?=[\p{L}\d])/giu;
const TRAVEL =
  /(?<![\p{L}\d])à\s+(?:moins\s+de\s+|environ\s+)?\d+\s*(?:min(?:ute)?s?|h(?:eure)?s?)\s+(?:de\s|du\s|des\s|d['’])/iu;
/** What may follow the name of a place. */
const FOLLOWS = /^(?:pour|avec|sans|en|dans|à|a|aux?|près|pres|proche|autour|et|ou|chez)$/i;
const PARTICLE = /^(?:d[eu]s?|d['’].*|la|le|les|l['’]|aux?|sur|sous|lès?|les|en)$/i;
const NAME_BEFORE = 4;
const NAME_AFTER = 5;

/**
 * Reads « EHPAD Alzheimer lits disponibles près de Quimper à moins de 30 km » or « dialyse 72 ans en Bretagne ».
 * What it does not recognise stays in `texte`, or is told in `avis`: nothing that was typed is lost.
 */
export function comprendreQuestion(question: string): QuestionComprise {
  const whole = tidy(question).replace(/(\S)\(/g, '$1 (');
  const avis: Avis[] = [];
  const tell = (dit: string) => void avis.push({ dit });
  if (whole.length > LENGTH_MAX)
    tell(
      `La question dépasse ${LENGTH_MAX} caractères : ce qui suit « …${whole.slice(LENGTH_MAX - 20, LENGTH_MAX)} » n’est pas lu.`,
    );
  const free = lireLibre(whole.slice(0, LENGTH_MAX));
  const { reste, age, avis: wrongAge } = lireAge(free.reste);
  if (wrongAge !== undefined) tell(wrongAge);
  const quantities = { ...(free.libre ? { libre: true } : {}), ...(age === undefined ? {} : { age }) };
  const { reste: places, rayon } = lireRayon(reste);
  if (rayon === undefined) {
    if (TRAVEL.test(reste))
      tell(
        'Un temps de trajet ne se calcule pas ici : donnez une distance, par exemple « à moins de 20 km de Quimper ».',
      );
    return { ...quantities, ...lirePlaces(reste, avis) };
  }
  const already = avis.length;
  const read = lirePlaces(places, avis);
  if (read.autour === undefined && read.dans?.sorte === 'commune') {
    read.autour = read.dans;
    delete read.dans;
  }
  if (read.autour === undefined && !rayon.certain) return { ...quantities, ...lirePlaces(reste, []), avis };
  if (read.autour === undefined && avis.length === already) {
    const where = read.dans === undefined ? 'il en faut une' : `« ${read.dans.nom} » n’en est pas une`;
    tell(
      `Le rayon « ${rayon.dit} » se mesure autour d’une commune : ${where} (« IRM près de Quimper à moins de ${rayon.dit} »).`,
    );
  } else if (rayon.km >= 0 && rayon.km <= RADIUS_MAX_KM) read.rayonKm = rayon.km;
  else tell(`Le rayon « ${rayon.dit} » n’est pas pris en compte : il va de 0 à ${RADIUS_MAX_KM} km (RG_RECH_05).`);
  return { ...quantities, ...read };
}

/** Takes at most one place around and one territory out of a text; the rest is words. */
function lirePlaces(text: string, avis: Avis[]): QuestionComprise {
  const read: QuestionComprise = { texte: text, avis };
  takeAround(read);
  takeInside(read);
  if (read.dans === undefined) takeBare(read);
  const { autour, dans } = read;
  if (autour !== undefined && dans !== undefined) read.autour = withinTerritory(autour, dans);
  return read;
}

function takeAround(read: QuestionComprise): void {
  let unknown: { before: string; name: string } | undefined;
  for (const found of read.texte.matchAll(AROUND)) {
    const { before, after, words } = around(read.texte, found);
    if (insideName(before, found[0], words)) continue;
    const { article } = found.groups!;
    const place = lireLieu(words, article === undefined ? 'a' : 'autour', article);
    if (place !== undefined && (article !== undefined || place.lieu.sorte === 'commune')) {
      read.texte = tidy(`${before} ${words.slice(place.mots).join(' ')}`);
      if (place.lieu.sorte === 'commune') read.autour = place.lieu;
      else read.dans = place.lieu;
      return;
    }
    if (article !== undefined && !/^des/i.test(article))
      unknown ??= { before, name: `${/l(?:a|['’])\s*$/i.exec(article)?.[0] ?? ''}${after}` };
  }
  if (unknown === undefined) return;
  read.texte = tidy(unknown.before);
  read.avis.push({
    dit: `Aucune commune ne s’appelle « ${unknown.name} » : le lieu n’est pas pris en compte.`,
    inconnu: { mots: unknown.name, propositions: proposerLieux(unknown.name) },
  });
}

function takeInside(read: QuestionComprise): void {
  if (read.dans !== undefined) return;
  for (const found of read.texte.matchAll(INSIDE)) {
    const { before, after, words } = around(read.texte, found);
    if (insideName(before, found[0], words)) continue;
    const place = insideOf(words, found.groups!);
    if (place !== undefined) {
      read.dans = place.lieu;
      read.texte = tidy(`${before} ${words.slice(place.mots).join(' ')}`);
      delete read.incertain;
      return;
    }
    read.incertain = after;
  }
}

function insideOf(words: readonly string[], said: Record<string, string | undefined>): LieuLu | undefined {
  const { en, dans, article, feminin, au } = said;
  const territory = en !== undefined || dans !== undefined;
  const numbered = territory ? departementDeNumero(words[0]!) : undefined;
  if (numbered !== undefined && ends(words, 1)) return { lieu: numbered, mots: 1 };
  const place = lireLieu(words, en !== undefined ? 'en' : dans !== undefined ? 'dans' : 'a', article ?? feminin ?? au);
  if (place === undefined) return undefined;
  const next = words[place.mots];
  const sure = territory && place.lieu.sorte !== 'commune' && (next === undefined || !PARTICLE.test(next));
  return sure || (ends(words, place.mots) && known(place.lieu, words[0]!)) ? place : undefined;
}

/** « à la marche », « à long terme »: a small commune is meant only when it is written as a name. */
function known({ sorte, code }: Lieu, first: string): boolean {
  return sorte !== 'commune' || /^[^\p{Ll}]/u.test(first) || communeParCode(code)!.population >= WELL_KNOWN;
}

/** « Finistère », « IRM Bretagne », « IRM 29000 », « Saint-Denis (93) »: a territory named without more, at the end. */
function takeBare(read: QuestionComprise): void {
  const words = read.texte.split(' ');
  for (let i = 0; i < words.length; i++) {
    if (i > 0 && PARTICLE.test(words[i - 1]!)) continue;
    const rest = words.slice(i);
    const territory = territoireDe(rest.join(' '));
    const place = lireLieu(rest, 'a');
    if (place?.mots !== rest.length) continue;
    if (i > 0 && insideName(words.slice(0, i).join(' '), rest[0]!, rest.slice(1))) continue;
    const told = /\d/.test(`${rest[0]} ${rest.at(-1)}`) || rest.slice(1).some((word) => word.startsWith('('));
    const plain = place.lieu.sorte === 'commune' ? told : i === 0 || territory?.nom !== 'Nord';
    if (!plain) continue;
    read.dans = place.lieu;
    read.texte = words.slice(0, i).join(' ');
    return;
  }
}

/** The commune of this name that is in the territory named beside it. */
function withinTerritory(autour: Lieu, dans: Lieu): Lieu {
  const inside = (code: string) => {
    const c = communeParCode(code);
    return dans.sorte === 'region' ? c?.region === dans.code : c?.departement === dans.code;
  };
  const chosen = inside(autour.code) ? autour : autour.homonymes.find(({ code }) => inside(code));
  return chosen === undefined ? autour : { ...autour, code: chosen.code, nom: chosen.nom, homonymes: [] };
}

function around(text: string, found: RegExpMatchArray): { before: string; after: string; words: string[] } {
  const after = text.slice(found.index! + found[0].length);
  return { before: text.slice(0, found.index), after, words: after.split(' ') };
}

/** Whether these words are in the middle of the name of a commune: « Crécy au Mont », « Vals près le Puy ». */
function insideName(before: string, found: string, words: readonly string[]): boolean {
  const former = before.trim().split(' ');
  for (let k = 1; k <= Math.min(NAME_BEFORE, former.length); k++) {
    for (let n = 0; n <= Math.min(NAME_AFTER, words.length); n++) {
      const name = [...former.slice(-k), found.trim(), ...words.slice(0, n)].join(' ');
      if (communesDeNom(name).length > 0) return true;
    }
  }
  return false;
}

/** Whether a name may end after `n` of these words. */
function ends(words: readonly string[], n: number): boolean {
  const next = words[n];
  return next === undefined || /[,;]$/.test(words[n - 1]!) || FOLLOWS.test(next);
}
