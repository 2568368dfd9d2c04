import { BORNES } from './bounds.js';
import type { Predicat } from './normalized.js';
import { estAbsent, lireNombre, lireObjet, montrer, typeInvalide } from './read-values.js';
import { ErreurRecherche } from './search-error.js';

const CHAMPS = new Set(['litsDisponiblesMin', 'placesDisponiblesMin', 'depuis']);

/** Availability criteria: each one given is a predicate of its own. */
export function normaliserDisponibilite(valeur: unknown, champ: string): Predicat[] {
  const { litsDisponiblesMin, placesDisponiblesMin, depuis } = lireObjet(valeur, champ, CHAMPS);
  const predicats: Predicat[] = [];
  if (!estAbsent(litsDisponiblesMin)) {
    predicats.push({ sorte: 'lits', minimum: lireCapacite(litsDisponiblesMin, `${champ}.litsDisponiblesMin`) });
  }
  if (!estAbsent(placesDisponiblesMin)) {
    predicats.push({ sorte: 'places', minimum: lireCapacite(placesDisponiblesMin, `${champ}.placesDisponiblesMin`) });
  }
  if (!estAbsent(depuis)) {
    predicats.push({ sorte: 'disponibiliteDepuis', instant: lireInstant(depuis, `${champ}.depuis`) });
  }
  return predicats;
}

function lireCapacite(valeur: unknown, champ: string): number {
  const code = 'CAPACITE_INVALIDE';
  const nombre = lireNombre(valeur, champ, { min: 0, max: BORNES.capacite, unite: 'lits ou places', code });
  if (Number.isInteger(nombre)) return nombre;
  throw new ErreurRecherche(code, champ, `${champ} vaut ${nombre} : donnez un nombre entier.`);
}

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Epoch milliseconds of an ISO 8601 instant with its zone, or of a date alone (midnight UTC). */
function lireInstant(valeur: unknown, champ: string): number {
  if (typeof valeur !== 'string') throw typeInvalide(champ, 'un instant ISO 8601', valeur);
  const parties = valeur.length <= 40 ? INSTANT.exec(valeur) : null;
  const instant = parties && dateExiste(parties) ? Date.parse(valeur) : Number.NaN;
  if (!Number.isNaN(instant)) return instant;
  throw new ErreurRecherche(
    'DATE_INVALIDE',
    champ,
    `${champ} vaut ${montrer(valeur)} : donnez un instant ISO 8601 avec son fuseau, ` +
      'comme 2026-05-04T08:30:00Z ou 2026-05-04T10:30:00+02:00.',
  );
}

/** `Date.parse` turns 30 February into 1 March: the day must exist in its month. */
function dateExiste([, annee, mois, jour]: RegExpExecArray): boolean {
  const date = new Date(Date.UTC(Number(annee), Number(mois) - 1, Number(jour)));
  return date.getUTCMonth() === Number(mois) - 1 && date.getUTCDate() === Number(jour);
}
