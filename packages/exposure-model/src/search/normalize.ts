import { createHash } from 'node:crypto';
import { BORNES } from './bounds.js';
import type { CriteresRecherche } from './criteria.js';
import { lireCurseur } from './cursor.js';
import { normaliserCriteres } from './normalize-criteria.js';
import type { PointDeCommune } from './normalize-proximity.js';
import { type Recherche, TRIS, type TriOffres } from './normalized.js';
import { estAbsent, lireObjet, montrer, typeInvalide } from './read-values.js';
import { ErreurRecherche } from './search-error.js';
import { type Foyer, foyerDe } from './search-focus.js';

/** Arguments of `rechercherOffres`. They are checked here, whatever their origin. */
export interface ArgumentsRecherche {
  criteres: CriteresRecherche;
  tri?: TriOffres | null | undefined;
  /** 1 to 200 (RG_RECH_52), 20 by default. */
  first?: number | null | undefined;
  /** Cursor of the last offer seen. */
  after?: string | null | undefined;
  /** Says how a silent region is told: it changes neither the search nor its order. */
  accepterPerime?: boolean | null | undefined;
}

export interface OptionsNormalisation {
  /** Places an INSEE commune (five characters); without it, or when it finds none: `COMMUNE_SANS_POINT`. */
  pointDeCommune?: PointDeCommune | undefined;
}

const CHAMPS = new Set(['criteres', 'tri', 'first', 'after', 'accepterPerime']);

/**
 * Checks the arguments of a search and puts them in the form that the index evaluates.
 * The default sort is `DISTANCE` with one proximity at the first level, `PERTINENCE` with `texte` or `nom`, else `NOM`.
 *
 * @throws ErreurRecherche names the argument, its value and the mend; nothing else is thrown
 */
export function normaliserRecherche(args: ArgumentsRecherche, options: OptionsNormalisation = {}): Recherche {
  const { criteres, tri: triDemande, first, after } = lireObjet(args, 'arguments', CHAMPS);
  const predicat = normaliserCriteres(criteres, 'criteres', options.pointDeCommune);
  const foyer = foyerDe(predicat);
  const tri = lireTri(triDemande, foyer);
  const { origine, mots } = foyer;
  const empreinte = empreinteDe([predicat, tri, origine ?? null, mots]);
  return {
    predicat,
    tri,
    motsPertinence: mots,
    ...(origine ? { origine } : {}),
    first: lirePage(first),
    ...(estAbsent(after) ? {} : { apres: lireCurseur(after as string, tri, empreinte) }),
    empreinte,
  };
}

function lireTri(valeur: unknown, foyer: Foyer): TriOffres {
  if (estAbsent(valeur)) {
    if (foyer.proximiteUnique) return 'DISTANCE';
    return foyer.mots.length > 0 ? 'PERTINENCE' : 'NOM';
  }
  const tri = TRIS.find((connu) => connu === valeur);
  if (!tri) {
    throw new ErreurRecherche('TRI_INCONNU', 'tri', `tri vaut ${montrer(valeur)} : donnez ${TRIS.join(', ')}.`);
  }
  if (tri === 'DISTANCE' && !foyer.origine) {
    throw new ErreurRecherche(
      'RG_RECH_12',
      'tri',
      'tri vaut DISTANCE, mais la recherche n’a pas un point et un seul : donnez une proximite, ou un autre tri.',
    );
  }
  return tri;
}

function lirePage(valeur: unknown): number {
  if (estAbsent(valeur)) return BORNES.pageParDefaut;
  if (typeof valeur !== 'number') throw typeInvalide('first', 'un nombre', valeur);
  if (Number.isInteger(valeur) && valeur >= 1 && valeur <= BORNES.page) return valeur;
  throw new ErreurRecherche(
    'RG_RECH_52',
    'first',
    `first vaut ${valeur} : donnez un nombre entier de 1 à ${BORNES.page}.`,
  );
}

/** 96 bits of SHA-256: enough to tell one search from another. */
function empreinteDe(recherche: unknown): string {
  return createHash('sha256').update(JSON.stringify(recherche)).digest('base64url').slice(0, 16);
}
