import type { Aleatoire } from './aleatoire.js';

const DEBUTS = [
  'Les Tilleuls',
  'Les Ajoncs',
  'Le Grand Chêne',
  'La Roseraie',
  'Les Embruns',
  'Le Verger',
  'Les Genêts',
  'La Source',
  'Les Hirondelles',
  'Le Moulin',
  'Les Cerisiers',
  'La Clairière',
  'Les Glycines',
  'Le Belvédère',
  'Les Alizés',
  'La Garenne',
  'Les Primevères',
  'Le Phare',
  'Les Coquelicots',
  'La Passerelle',
  'Les Acacias',
  'Le Rivage',
  'Les Lavandes',
  'La Colline',
  'Les Bruyères',
  'Le Clos Fleuri',
  'Les Mimosas',
  'La Fontaine',
  'Les Noisetiers',
  'Le Petit Bois',
] as const;
const SUITES = [
  '',
  ' du Levant',
  " d'Argent",
  ' du Lac',
  ' des Vents',
  ' du Parc',
  ' de la Vallée',
  ' du Soleil',
  " d'en Haut",
  ' de la Rive',
  ' du Pré Vert',
] as const;
const PRENOMS_F = [
  'Aliénor',
  'Bérengère',
  'Clélie',
  'Domitille',
  'Éloïse',
  'Faustine',
  'Gaïané',
  'Hermine',
  'Iseult',
  'Jocaste',
  'Lénaïg',
  'Mahaut',
  'Ninon',
  'Ombeline',
  'Philippine',
  'Rozenn',
  'Solveig',
  'Tiphaine',
  'Uranie',
  'Yseline',
] as const;
const PRENOMS_M = [
  'Anatole',
  'Barnabé',
  'Côme',
  'Dorian',
  'Elzéar',
  'Florestan',
  'Gauvain',
  'Hyacinthe',
  'Isidore',
  'Jehan',
  'Lancelin',
  'Malo',
  'Nestor',
  'Octave',
  'Perceval',
  'Ronan',
  'Séverin',
  'Tanguy',
  'Ulysse',
  'Yvain',
] as const;
const FAMILLES_A = [
  'Brume',
  'Haute',
  'Clair',
  'Vert',
  'Noir',
  'Belle',
  'Gris',
  'Roche',
  'Font',
  'Mont',
  'Val',
  'Lune',
  'Aube',
  'Ciel',
  'Chante',
  'Perce',
] as const;
const FAMILLES_B = [
  'val',
  'lande',
  'fontaine',
  'rive',
  'combe',
  'loup',
  'neige',
  'chêne',
  'source',
  'pierre',
  'plume',
  'ronce',
  'vigne',
  'grève',
  'brise',
  'mare',
] as const;
const VOIES = [
  'des Songes',
  'du Chemin Creux',
  'des Quatre Vents',
  'de la Belle Étoile',
  "de l'Exemple",
  'des Invraisemblances',
  'du Vieux Puits',
  'des Hypothèses',
  'de la Licorne',
  "du Temps Qu'il Fait",
  'des Mirages',
  'de la Fiction',
] as const;
const TYPES_VOIE = ['rue', 'avenue', 'boulevard', 'place', 'chemin', 'impasse'] as const;

/** An invented name for a site: `Les Tilleuls du Levant`. */
export function nomDeLieu(hasard: Aleatoire): string {
  return `${hasard.un(DEBUTS)}${hasard.un(SUITES)}`;
}

/** An invented person. */
export interface NomInvente {
  feminin: boolean;
  prenom: string;
  famille: string;
}

export function personneInventee(hasard: Aleatoire): NomInvente {
  const feminin = hasard.chance(550);
  return {
    feminin,
    prenom: hasard.un(feminin ? PRENOMS_F : PRENOMS_M),
    famille: `${hasard.un(FAMILLES_A)}${hasard.un(FAMILLES_B)}`,
  };
}

/** An invented street, in a real commune. */
export function voieInventee(hasard: Aleatoire): { numero: string; type: string; nom: string } {
  return { numero: String(hasard.entier(1, 140)), type: hasard.un(TYPES_VOIE), nom: hasard.un(VOIES) };
}

/** A text that fits in a domain name. */
export function pourDomaine(texte: string): string {
  return texte
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/œ/g, 'oe')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
