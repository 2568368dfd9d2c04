import { motsDe, type Nomenclatures } from '@inter-ror/nomenclatures';
import { chercherCommunes } from '@inter-ror/territory';

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
const PLACE =
  /^(?<avant>.*\b(?:près|pres|proche|autour)\s+(?:de\s+|d['’]\s*|du\s+|des\s+)|.*\s(?:à|dans)\s+)(?<debut>[\p{L}\d][\p{L}\d\s'’-]*)$/iu;

/** At most 8 suggestions for what has been typed so far: communes after « près de », concepts otherwise. */
export function suggestions(saisie: string, nomenclatures: Nomenclatures): Suggestion[] {
  const typed = saisie.slice(0, 200).replace(/^\s+/, '');
  const place = PLACE.exec(typed)?.groups;
  if (place !== undefined) {
    return chercherCommunes(place.debut!, SUGGESTIONS_MAX).map((c) => ({
      texte: `${place.avant}${c.nom}`,
      sorte: 'commune',
    }));
  }
  if (motsDe(typed).join('').length < 2) return [];
  const found = TABLES.flatMap(([table, sorte]) =>
    nomenclatures
      .chercher(table, typed, EACH)
      .flatMap(({ libelle }): Suggestion[] => (libelle === null ? [] : [{ texte: libelle, sorte }])),
  );
  return [...new Map(found.map((s) => [s.texte, s])).values()].slice(0, SUGGESTIONS_MAX);
}
