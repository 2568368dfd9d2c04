import { motsDe, type Nomenclatures } from '@inter-ror/nomenclatures';
import {
  chercherCommunes,
  communesDeNom,
  communesDeNomProche,
  departements,
  regions,
  replierNom,
} from '@inter-ror/territory';
import { communeDite } from '../question/index.js';
import type { Vocabulaire } from '../spelling/index.js';

/** What may be typed next: the whole text of the box, and what it is. */
export interface Suggestion {
  texte: string;
  sorte: 'activité' | 'acte' | 'équipement' | 'établissement' | 'commune' | 'département' | 'région';
}

const TABLES = [
  ['J17', 'activité'],
  ['J18', 'équipement'],
  ['J55', 'établissement'],
  ['J16', 'acte'],
] as const;
const EACH = 4;
const SUGGESTIONS_MAX = 8;
/** Fewer communes than this begin so: those nearly called so are suggested too. */
const FEW = 4;
const AROUND =
  /^(?<avant>.*\b(?:près|pres|proche|autour)\s+(?:de\s+|d['’]\s*|du\s+|des\s+)|.*\sà\s+)(?<debut>[\p{L}\d][\p{L}\d\s'’-]*)$/iu;
const INSIDE =
  /^(?<avant>.*\s(?<ou>en|dans)\s+)(?<article>(?:la|les?)\s+|l['’]\s*)?(?<debut>[\p{L}\d][\p{L}\d\s'’-]*)$/iu;

/**
 * At most 8 suggestions for what has been typed so far: communes after « près de », territories after « dans » and « en », concepts otherwise; when nothing
 * begins so, what was probably meant.
 */
export function suggestions(
  saisie: string,
  { nomenclatures, vocabulaire }: { nomenclatures: Nomenclatures; vocabulaire: Vocabulaire },
): Suggestion[] {
  const typed = saisie.slice(0, 200).replace(/^\s+/, '');
  const inside = INSIDE.exec(typed)?.groups;
  if (inside !== undefined) {
    const { avant, ou, article = '', debut } = inside;
    const territories = territoires(`${avant}${article}`, debut!);
    if (territories.length > 0 || /^en$/i.test(ou!)) return territories;
    return communes(avant!, `${article}${debut}`);
  }
  const place = AROUND.exec(typed)?.groups;
  if (place !== undefined) return communes(place.avant!, place.debut!);
  if (motsDe(typed).join('').length < 2) return [];
  const found = concepts(typed, nomenclatures);
  const meant = found.length > 0 ? undefined : vocabulaire.corriger(typed);
  return meant === undefined ? found : concepts(meant, nomenclatures);
}

/** Regions and départements of which a word begins so: « en Bret », « dans le Fin ». */
function territoires(avant: string, debut: string): Suggestion[] {
  const key = ` ${replierNom(debut)}`;
  const begun = (nom: string) => ` ${replierNom(nom)}`.includes(key);
  const found = (all: readonly { nom: string }[], sorte: Suggestion['sorte']) =>
    all.filter(({ nom }) => begun(nom)).map(({ nom }): Suggestion => ({ texte: `${avant}${nom}`, sorte }));
  return [...found(departements(), 'département'), ...found(regions(), 'région')].slice(0, SUGGESTIONS_MAX);
}

/** A commune that shares its name is told with its département. */
function communes(avant: string, debut: string): Suggestion[] {
  const begun = chercherCommunes(debut, SUGGESTIONS_MAX);
  const near = begun.length < FEW ? communesDeNomProche(debut, FEW) : [];
  return [...new Set([...begun, ...near])].map((c) => ({
    texte: `${avant}${communesDeNom(c.nom).length > 1 ? communeDite(c) : c.nom}`,
    sorte: 'commune',
  }));
}

function concepts(typed: string, nomenclatures: Nomenclatures): Suggestion[] {
  const found = TABLES.flatMap(([table, sorte]) =>
    nomenclatures
      .chercher(table, typed, EACH)
      .flatMap(({ libelle }): Suggestion[] => (libelle === null ? [] : [{ texte: libelle, sorte }])),
  );
  return [...new Map(found.map((s) => [s.texte, s])).values()].slice(0, SUGGESTIONS_MAX);
}
