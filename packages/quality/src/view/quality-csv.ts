import { csvLine } from '@inter-ror/web-page';
import type { Ecart, LigneIndicateur } from '../rules/index.js';

/** The figures as CSV: one line an indicator, territory and domain. */
export function* csvIndicateurs(lignes: readonly LigneIndicateur[]): Generator<string> {
  yield `\uFEFF${csvLine(['Indicateur', 'Région', 'Département', 'Domaine', 'Périmètre', 'Écarts'])}`;
  for (const l of lignes) {
    yield csvLine([l.indicateur, l.region, l.departement, l.domaine, l.perimetre, l.ecarts]);
  }
}

/** What is to mend, as CSV. */
export function* csvEcarts(ecarts: readonly Ecart[], total: number): Generator<string> {
  yield `\uFEFF${csvLine(['Indicateur', 'Région', 'Département', 'Domaine', 'Établissement', 'Nom', 'Unité', 'Nom de l’unité', 'Que faire'])}`;
  for (const e of ecarts) {
    const { indicateur, region, departement, domaine, siteId, siteNom, uniteId, uniteNom, remede } = e;
    yield csvLine([indicateur, region, departement, domaine, siteId, siteNom, uniteId, uniteNom, remede]);
  }
  if (total > ecarts.length) yield csvLine([`# ${ecarts.length} écarts écrits sur ${total}`]);
}
