import type { Droits } from '@inter-ror/access-policy';
import type { Enregistrement, OrganisationInterne, Professionnel } from '@inter-ror/exposure-model';

/** What one asker sees among the records of a region: all that masks need to know beyond the record itself. */
export interface Regard {
  /** What it sees of an internal organisation. */
  unite(unite: OrganisationInterne): Droits;
  /** What it sees of a legal entity or of a site. */
  etablissement(id: string): Droits;
  /** What it sees of a professional beside its practices; `undefined` when it sees none of them. */
  professionnel(professionnel: Professionnel): Droits | undefined;
  /** What it sees of one practice. */
  exercice(professionnel: Professionnel, organisationInterneId: string | undefined): Droits;
  /** Whether it may be told that a professional works for an organisation. */
  voitOrganisation(professionnel: Professionnel, organisationId: string): boolean;
  /**
   * Whether a record is given to it, or is none of the region's: one that is not is left out, as are the references to
   * it. What the region names and does not describe stays as the region wrote it.
   */
  donne(sorte: Enregistrement['sorte'], id: string): boolean;
  /** The nearest internal organisation given to it, from this one upwards. */
  auDessus(organisationInterneId: string): string | undefined;
}
