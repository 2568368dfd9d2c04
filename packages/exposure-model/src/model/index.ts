import type { Organisation } from './etablissement.js';
import type { ActiviteOperationnelle, Equipement, OrganisationInterne } from './organisation-interne.js';
import type { Professionnel } from './professionnel.js';

export * from './commun.js';
export * from './etablissement.js';
export * from './organisation-interne.js';
export * from './professionnel.js';

/** One record of an export, in the order of the wire: organisations, activities, internal organisations, professionals, equipment. */
export type Enregistrement =
  | { sorte: 'organisation'; valeur: Organisation }
  | { sorte: 'activite'; valeur: ActiviteOperationnelle }
  | { sorte: 'organisationInterne'; valeur: OrganisationInterne }
  | { sorte: 'professionnel'; valeur: Professionnel }
  | { sorte: 'equipement'; valeur: Equipement };

/** A whole export, for small documents (tests, one establishment). Large ones stream `Enregistrement`. */
export interface Export {
  organisations: Organisation[];
  activites: ActiviteOperationnelle[];
  organisationsInternes: OrganisationInterne[];
  professionnels: Professionnel[];
  equipements: Equipement[];
}
