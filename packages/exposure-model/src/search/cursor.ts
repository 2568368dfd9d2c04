import { crc32 } from 'node:zlib';
import { BORNES } from './bounds.js';
import { type CleOffre, TRIS, type TriOffres } from './normalized.js';
import { ErreurRecherche } from './search-error.js';

const VERSION = 1;
const LONGUEUR_SOMME = 8;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/**
 * The cursor of an offer: the key of the total order, the sort and the search that it belongs to, and a checksum.
 * It holds no secret and no state. A key of more than about 700 bytes gives a cursor that `lireCurseur` refuses.
 *
 * @param empreinte digest of the search (`Recherche.empreinte`)
 * @param cle key of the offer; `Infinity` (no known place) is written `null`
 */
export function ecrireCurseur(tri: TriOffres, empreinte: string, cle: CleOffre): string {
  const contenu = Buffer.from(JSON.stringify([VERSION, tri, empreinte, cle.valeur, cle.id]));
  return Buffer.concat([Buffer.from(somme(contenu)), contenu]).toString('base64url');
}

/**
 * The key that a cursor holds.
 *
 * @throws ErreurRecherche `CURSEUR_INVALIDE` (altered, foreign, over 1 KiB), `CURSEUR_AUTRE_TRI`, `CURSEUR_AUTRE_RECHERCHE`
 */
export function lireCurseur(texte: string, tri: TriOffres, empreinte: string): CleOffre {
  const [version, triLu, empreinteLue, valeur, id] = decoder(texte);
  if (version !== VERSION) throw invalide('vient d’une autre version');
  if (!TRIS.includes(triLu as TriOffres) || typeof empreinteLue !== 'string') throw invalide('est illisible');
  if (triLu !== tri) {
    throw new ErreurRecherche(
      'CURSEUR_AUTRE_TRI',
      'after',
      `after est un curseur du tri ${triLu}, la recherche est triée par ${tri} : gardez le même tri d’une page à ` +
        'l’autre, ou repartez de la première page.',
    );
  }
  if (empreinteLue !== empreinte) {
    throw new ErreurRecherche(
      'CURSEUR_AUTRE_RECHERCHE',
      'after',
      'after est le curseur d’une autre recherche : gardez les mêmes critères d’une page à l’autre, ' +
        'ou repartez de la première page.',
    );
  }
  return lireCle(tri, valeur, id);
}

function decoder(texte: unknown): readonly unknown[] {
  if (typeof texte !== 'string') throw invalide('n’est pas un texte');
  if (texte.length > BORNES.caracteresCurseur) throw invalide(`a plus de ${BORNES.caracteresCurseur} caractères`);
  if (!BASE64URL.test(texte)) throw invalide('n’est pas un curseur');
  const octets = Buffer.from(texte, 'base64url');
  const contenu = octets.subarray(LONGUEUR_SOMME);
  if (octets.toString('base64url') !== texte || octets.toString('latin1', 0, LONGUEUR_SOMME) !== somme(contenu)) {
    throw invalide('a été altéré');
  }
  try {
    const valeurs: unknown = JSON.parse(contenu.toString());
    if (Array.isArray(valeurs) && valeurs.length === 5) return valeurs;
  } catch {}
  throw invalide('est illisible');
}

function lireCle(tri: TriOffres, lue: unknown, id: unknown): CleOffre {
  const valeur = tri === 'DISTANCE' && lue === null ? Number.POSITIVE_INFINITY : lue;
  const attendu = tri === 'NOM' ? 'string' : 'number';
  if (typeof valeur !== attendu || typeof id !== 'string' || id === '') throw invalide('est illisible');
  return { valeur: valeur as number | string, id };
}

/** CRC-32 of the content: a detector of accidents, not a signature. */
function somme(contenu: Uint8Array): string {
  return crc32(contenu).toString(16).padStart(LONGUEUR_SOMME, '0');
}

function invalide(constat: string): ErreurRecherche {
  return new ErreurRecherche(
    'CURSEUR_INVALIDE',
    'after',
    `after ${constat} : donnez tel quel le endCursor de la page précédente, ou repartez de la première page.`,
  );
}
