import { motsDe, type Nomenclatures } from '@inter-ror/nomenclatures';
import { chercherCommunes, communesDeNomProche } from '@inter-ror/territory';
import type { Vocabulaire } from '../spelling/index.js';

/** What may be typed next: the whole text of the box, and what it is. */
export interface Suggestion {
  texte: string;
  sorte: 'activité' | 'acte' | 'équipement' | 'établissement' | 'commune';
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
const PLACE =
  /^(?<avant>.*\b(?:près|pres|proche|autour)\s+(?:de\s+|d['’]\s*|du\s+|des\s+)|.*\s(?:à|dans)\s+)(?<debut>[\p{L}\d][\p{L}\d\s'’-]*)$/iu;

/**
 * At most 8 suggestions for what has been typed so far: communes after « près de », concepts otherwise; when nothing
 * begins so, what was probably meant.
 */
export function suggestions(
  saisie: string,
  { nomenclatures, vocabulaire }: { nomenclatures: Nomenclatures; vocabulaire: Vocabulaire },
): Suggestion[] {
  const typed = saisie.slice(0, 200).replace(/^\s+/, '');
  const place = PLACE.exec(typed)?.groups;
  if (place !== undefined) {
    const begun = chercherCommunes(place.debut!, SUGGESTIONS_MAX);
    const near = begun.length < FEW ? communesDeNomProche(place.debut!, FEW) : [];
    return [...new Set([...begun, ...near])].map((c) => ({
      texte: `${place.avant}${c.nom}`,
      sorte: 'commune',
    }));
  }
  if (motsDe(typed).join('').length < 2) return [];
  const found = concepts(typed, nomenclatures);
  const meant = found.length > 0 ? undefined : vocabulaire.corriger(typed);
  return meant === undefined ? found : concepts(meant, nomenclatures);
}

function concepts(typed: string, nomenclatures: Nomenclatures): Suggestion[] {
  const found = TABLES.flatMap(([table, sorte]) =>
    nomenclatures
      .chercher(table, typed, EACH)
      .flatMap(({ libelle }): Suggestion[] => (libelle === null ? [] : [{ texte: libelle, sorte }])),
  );
  return [...new Map(found.map((s) => [s.texte, s])).values()].slice(0, SUGGESTIONS_MAX);
}
