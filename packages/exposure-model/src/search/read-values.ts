import { BORNES } from './bounds.js';
import { type CodeErreurRecherche, ErreurRecherche } from './search-error.js';

export type Objet = Readonly<Record<string, unknown>>;

const LONGUEUR_MONTREE = 60;

/** A received value for a message: short, on one line, whatever it is. */
export function montrer(valeur: unknown): string {
  if (typeof valeur === 'string') {
    const debut = valeur.length > LONGUEUR_MONTREE ? `${valeur.slice(0, LONGUEUR_MONTREE)}…` : valeur;
    return `« ${JSON.stringify(debut).slice(1, -1)} »`;
  }
  if (typeof valeur === 'number' || typeof valeur === 'boolean') return String(valeur);
  if (valeur === null || valeur === undefined) return 'rien';
  if (Array.isArray(valeur)) return 'une liste';
  return typeof valeur === 'object' ? 'un objet' : `une valeur de type ${typeof valeur}`;
}

/** An absent value: `null` is what a GraphQL variable that is not given becomes. */
export function estAbsent(valeur: unknown): valeur is null | undefined {
  return valeur === null || valeur === undefined;
}

/** An object whose keys are all known; says the first that is not. */
export function lireObjet(valeur: unknown, champ: string, connus: ReadonlySet<string>): Objet {
  if (typeof valeur !== 'object' || valeur === null || Array.isArray(valeur)) {
    throw typeInvalide(champ, 'un objet', valeur);
  }
  for (const cle of Object.keys(valeur)) {
    if (!connus.has(cle)) {
      const noms = [...connus].join(', ');
      throw new ErreurRecherche('CRITERE_INCONNU', champ, `${champ} : ${montrer(cle)} est inconnu. Connus : ${noms}.`);
    }
  }
  return valeur as Objet;
}

export function lireBooleen(valeur: unknown, champ: string): boolean {
  if (typeof valeur !== 'boolean') throw typeInvalide(champ, 'true ou false', valeur);
  return valeur;
}

/** A finite number between two bounds, both included; `-0` is read as `0`. */
export function lireNombre(
  valeur: unknown,
  champ: string,
  bornes: { min: number; max: number; unite: string; code: CodeErreurRecherche },
): number {
  if (typeof valeur !== 'number') throw typeInvalide(champ, 'un nombre', valeur);
  if (!(valeur >= bornes.min && valeur <= bornes.max)) {
    throw new ErreurRecherche(
      bornes.code,
      champ,
      `${champ} vaut ${valeur} : donnez un nombre de ${bornes.min} à ${bornes.max} ${bornes.unite}, bornes comprises.`,
    );
  }
  return valeur + 0;
}

/** A text that says something, spaces at both ends removed. */
export function lireTexte(valeur: unknown, champ: string): string {
  if (typeof valeur !== 'string') throw typeInvalide(champ, 'un texte', valeur);
  const texte = valeur.length > BORNES.caracteresValeur ? valeur : valeur.trim();
  if (texte === '' || texte.length > BORNES.caracteresValeur) {
    throw new ErreurRecherche(
      'VALEUR_INVALIDE',
      champ,
      `${champ} vaut ${montrer(valeur)} : donnez de 1 à ${BORNES.caracteresValeur} caractères.`,
    );
  }
  return texte;
}

/** The elements of a list that is neither empty nor too long. */
export function lireElements(valeur: unknown, champ: string): readonly unknown[] {
  if (!Array.isArray(valeur)) throw typeInvalide(champ, 'une liste', valeur);
  if (valeur.length === 0) {
    throw new ErreurRecherche(
      'LISTE_VIDE',
      champ,
      `${champ} est une liste vide : donnez au moins une valeur, ou retirez ce critère.`,
    );
  }
  if (valeur.length > BORNES.valeurs) {
    throw new ErreurRecherche(
      'LISTE_TROP_LONGUE',
      champ,
      `${champ} a ${valeur.length} valeurs : ${BORNES.valeurs} au plus ; partagez la recherche en plusieurs.`,
    );
  }
  return valeur;
}

/** A list of texts, each put in its canonical form: without repeats, in order of code units. */
export function lireListe(
  valeur: unknown,
  champ: string,
  canonique: (texte: string, champ: string) => string,
): readonly string[] {
  const elements = lireElements(valeur, champ);
  const cles = new Set<string>();
  for (let i = 0; i < elements.length; i++) {
    const place = `${champ}[${i}]`;
    cles.add(canonique(lireTexte(elements[i], place), place));
  }
  return [...cles].sort();
}

export function typeInvalide(champ: string, attendu: string, recu: unknown): ErreurRecherche {
  return new ErreurRecherche('TYPE_INVALIDE', champ, `${champ} : attendu ${attendu}, reçu ${montrer(recu)}.`);
}
