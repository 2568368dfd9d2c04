import { type Commune, communes } from './communes.js';
import { replierNom } from './name-folding.js';

const TEXTE_MAX = 100;

interface CommuneRepliee {
  readonly commune: Commune;
  readonly nom: string;
}

let repliees: CommuneRepliee[] | undefined;

/**
 * At most `first` communes that a text designates: each of its words begins a word of the name (accents, case,
 * hyphens, `St`/`Ste` do not matter), or it is a postcode or an INSEE code, or their beginning. The exact name comes
 * first, then the most populated, then the INSEE code.
 */
export function chercherCommunes(texte: string, first: number): Commune[] {
  const question = replierNom(texte.slice(0, TEXTE_MAX));
  const limite = Number.isFinite(first) ? Math.max(0, Math.floor(first)) : 0;
  if (question === '' || limite === 0) return [];
  const designe = /^(?:\d{2,5}|2[ab]\d{0,3})$/.test(question) ? parCode(question.toUpperCase()) : parNom(question);
  const exactes: Commune[] = [];
  const autres: Commune[] = [];
  for (const entry of parPopulation()) {
    if (entry.nom === question) exactes.push(entry.commune);
    else if (autres.length < limite && designe(entry)) autres.push(entry.commune);
  }
  return [...exactes, ...autres].slice(0, limite);
}

/** At most `first` communes, the most populated first: what to show while nothing is typed. */
export function communesPrincipales(first: number): Commune[] {
  return parPopulation()
    .slice(0, Math.max(0, Math.floor(first)))
    .map(({ commune }) => commune);
}

/** Every commune with its folded name, the most populated first. */
export function parPopulation(): readonly CommuneRepliee[] {
  repliees ??= [...communes().values()]
    .map((commune) => ({ commune, nom: replierNom(commune.nom) }))
    .sort((a, b) => b.commune.population - a.commune.population || (a.commune.code < b.commune.code ? -1 : 1));
  return repliees;
}

function parNom(question: string): (entry: CommuneRepliee) => boolean {
  const mots = question.split(' ').map((mot) => ` ${mot}`);
  return ({ nom }) => {
    const cherche = ` ${nom}`;
    return mots.every((mot) => cherche.includes(mot));
  };
}

function parCode(question: string): (entry: CommuneRepliee) => boolean {
  return ({ commune }) =>
    commune.code.startsWith(question) || commune.codesPostaux.some((codePostal) => codePostal.startsWith(question));
}
