import { DOMAINES, type Domaine, INDICATEURS, type Indicateur, type LigneIndicateur } from '../rules/index.js';

/** What each indicator asks, for a reader who does not know its code. */
export const INTITULES: Readonly<Record<Indicateur, string>> = {
  CP4: 'Établissements dont toutes les unités sont entièrement décrites',
  CP5: 'Unités médico-sociales dont la catégorie et la temporalité sont renseignées',
  CP6: 'Unités médico-sociales dont les places installées sont renseignées',
  CO3: 'Unités dont le marqueur « unité sensible » est cohérent',
  'RE1.2': 'Établissements mis à jour depuis moins d’un an',
  ST3: 'Structures dont l’identifiant est unique dans la région',
};

/** One figure of a summary. */
export interface Total {
  perimetre: number;
  ecarts: number;
}

/** Share that conforms, 0 to 1; null when nothing is in the scope. */
export function taux({ perimetre, ecarts }: Total): number | null {
  return perimetre === 0 ? null : 1 - ecarts / perimetre;
}

/** Sums the lines of each indicator by something of theirs, in the order of the indicators. */
export function totaux<K extends string>(
  lignes: readonly LigneIndicateur[],
  cle: (ligne: LigneIndicateur) => K,
): Map<Indicateur, Map<K, Total>> {
  const sums = new Map<Indicateur, Map<K, Total>>(INDICATEURS.map((i) => [i, new Map<K, Total>()]));
  for (const ligne of lignes) {
    const row = sums.get(ligne.indicateur)!;
    const total = row.get(cle(ligne)) ?? { perimetre: 0, ecarts: 0 };
    row.set(cle(ligne), { perimetre: total.perimetre + ligne.perimetre, ecarts: total.ecarts + ligne.ecarts });
  }
  return sums;
}

/** The domains that have a figure, in their usual order. */
export function domainesPresents(lignes: readonly LigneIndicateur[]): Domaine[] {
  return DOMAINES.filter((d) => lignes.some((l) => l.domaine === d));
}
