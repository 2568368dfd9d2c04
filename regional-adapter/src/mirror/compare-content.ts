import type { OrganisationInterne } from '@inter-ror/exposure-model';
import { type ContenuEtablissement, SORTES_CONTENU } from './establishment-content.js';

/** The JSON of each kind of record, as kept. */
export type TextesContenu = Record<keyof ContenuEtablissement, string>;

/** What a new reading of an establishment changes. */
export interface DifferenceContenu {
  /** Something changed. */
  change: boolean;
  /** Units of which only beds and places, and the dates that go with them, changed. */
  capacites: OrganisationInterne[];
}

/**
 * Compares two readings of an establishment. Beds alone are set apart because they change all day long, and an index
 * takes them without being built anew.
 */
export function comparerContenus(
  avant: TextesContenu | undefined,
  apres: ContenuEtablissement,
  textes: TextesContenu,
): DifferenceContenu {
  if (avant === undefined) return { change: true, capacites: [] };
  if (SORTES_CONTENU.every((sorte) => avant[sorte] === textes[sorte])) return { change: false, capacites: [] };
  const anciennes = JSON.parse(avant.organisationInterne) as OrganisationInterne[];
  const connues = new Map(anciennes.map((unite) => [unite.id, unite]));
  const capacites = apres.organisationInterne.filter((unite) => {
    const ancienne = connues.get(unite.id);
    if (ancienne === undefined || JSON.stringify(ancienne) === JSON.stringify(unite)) return false;
    return sansCapacites(ancienne) === sansCapacites(unite);
  });
  return { change: true, capacites };
}

/** A unit without what a change of beds changes: capacities, and the date of the last change (RG_EXP_024). */
function sansCapacites(unite: OrganisationInterne): string {
  const { complement, metadonnees, ...reste } = unite;
  const { miseAJour: _date, ...stables } = metadonnees;
  if (complement === undefined) return JSON.stringify([reste, stables]);
  const { capaciteAccueil: _lits, capaciteCrise: _crise, capacitesHabitation: _chambres, ...autre } = complement;
  return JSON.stringify([reste, stables, autre]);
}
