import {
  type CleOffre,
  cleNom,
  comparerCles,
  distanceM,
  type FicheOffre,
  type Predicat,
  type Recherche,
} from '@inter-ror/exposure-model';
import { motsDe } from '@inter-ror/nomenclatures';

const MOTS_VIDES = 'a au aux avec d dans de des du en et l la le les ou par pour pres sur un une'.split(' ');

function motsQuiComptent(mots: readonly string[]): readonly string[] {
  const utiles = mots.filter((mot) => !MOTS_VIDES.includes(mot));
  return utiles.length === 0 ? mots : utiles;
}

interface MotsDUneFiche {
  nom: string[];
  noms: string[];
  texte: string[];
}

const motsConnus = new WeakMap<FicheOffre, MotsDUneFiche>();

function motsDeFiche(f: FicheOffre): MotsDUneFiche {
  const connus = motsConnus.get(f);
  if (connus) return connus;
  const noms = [...f.noms, ...f.nomsReserves].flatMap(motsDe);
  const mots = {
    nom: motsDe(f.nom),
    noms,
    texte: [...noms, ...[...f.libelles, ...f.libellesReserves].flatMap(motsDe)],
  };
  motsConnus.set(f, mots);
  return mots;
}

function tousCommencent(mots: readonly string[], presents: readonly string[]): boolean {
  return mots.every((mot) => presents.some((present) => present.startsWith(mot)));
}

function tousEntiers(mots: readonly string[], presents: readonly string[]): boolean {
  return mots.every((mot) => presents.includes(mot));
}

/** Whether an offer satisfies a predicate: the definition, read one offer at a time. */
export function evaluer(f: FicheOffre, p: Predicat): boolean {
  switch (p.sorte) {
    case 'codes':
      return p.cles.some((cle) => f.codes[p.liste]?.includes(cle) ?? false);
    case 'age':
      return f.ageMinJours <= p.jours && p.jours < f.ageMaxJours;
    case 'booleen':
      return f[p.champ] === p.valeur;
    case 'secteurPsychiatrique':
      return p.secteurs.some((secteur) => f.secteursPsychiatriques.includes(secteur));
    case 'nom':
      return tousCommencent(motsQuiComptent(p.mots), motsDeFiche(f).noms);
    case 'texte':
      return tousCommencent(motsQuiComptent(p.mots), motsDeFiche(f).texte);
    case 'identifiant':
      return p.valeurs.some((valeur) => f[p.champ].includes(valeur));
    case 'territoire':
      return p.valeurs.some((valeur) => f[p.champ]?.toLowerCase() === valeur.toLowerCase());
    case 'disque':
      return distanceDe(f, p) <= p.rayonM;
    case 'lits':
      return f.litsDisponibles !== null && f.litsDisponibles >= p.minimum;
    case 'places':
      return f.placesDisponibles !== null && f.placesDisponibles >= p.minimum;
    case 'disponibiliteDepuis':
      return f.disponibiliteMaj !== null && f.disponibiliteMaj >= p.instant;
    case 'et':
      return p.termes.every((terme) => evaluer(f, terme));
    case 'ou':
      return p.termes.some((terme) => evaluer(f, terme));
    case 'non':
      return !evaluer(f, p.terme);
  }
}

/** The key of an offer in the total order of a search. */
export function cleDe(f: FicheOffre, recherche: Pick<Recherche, 'tri' | 'motsPertinence' | 'origine'>): CleOffre {
  return { valeur: valeurDe(f, recherche), id: f.id };
}

function valeurDe(f: FicheOffre, recherche: Pick<Recherche, 'tri' | 'motsPertinence' | 'origine'>): number | string {
  switch (recherche.tri) {
    case 'DISTANCE':
      return distanceDe(f, recherche.origine!);
    case 'NOM':
      return cleNom(f.nom);
    case 'MISE_A_JOUR':
      return f.misAJour;
    case 'DISPONIBILITE':
      if (f.litsDisponibles === null && f.placesDisponibles === null) return -1;
      return (f.litsDisponibles ?? 0) + (f.placesDisponibles ?? 0);
    case 'PERTINENCE': {
      const mots = motsQuiComptent(recherche.motsPertinence);
      if (tousEntiers(mots, motsDeFiche(f).nom)) return 0;
      if (tousCommencent(mots, motsDeFiche(f).nom)) return 1;
      return tousEntiers(mots, motsDeFiche(f).texte) ? 2 : 3;
    }
  }
}

function distanceDe(f: FicheOffre, point: { latitude: number; longitude: number }): number {
  if (f.latitude === null || f.longitude === null) return Number.POSITIVE_INFINITY;
  return distanceM(point.latitude, point.longitude, f.latitude, f.longitude);
}

/** All the offers of a search, whatever the page, in the total order. */
export function chercherParForce(fiches: readonly FicheOffre[], recherche: Recherche): CleOffre[] {
  return fiches
    .filter((f) => evaluer(f, recherche.predicat))
    .map((f) => cleDe(f, recherche))
    .sort((a, b) => comparerCles(recherche.tri, a, b));
}
