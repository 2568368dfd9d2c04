import type {
  ActiviteOperationnelle,
  Enregistrement,
  Equipement,
  Organisation,
  OrganisationInterne,
  Professionnel,
} from '@inter-ror/exposure-model';

/** The records of one establishment, by kind. */
export interface ContenuEtablissement {
  organisation: Organisation[];
  activite: ActiviteOperationnelle[];
  organisationInterne: OrganisationInterne[];
  professionnel: Professionnel[];
  equipement: Equipement[];
}

export type SorteContenu = keyof ContenuEtablissement;

/** In the order of the wire. */
export const SORTES_CONTENU: readonly SorteContenu[] = [
  'organisation',
  'activite',
  'organisationInterne',
  'professionnel',
  'equipement',
];

export function contenuVide(): ContenuEtablissement {
  return { organisation: [], activite: [], organisationInterne: [], professionnel: [], equipement: [] };
}

/** Records of a content as a load takes them. */
export function enregistrement(sorte: SorteContenu, valeur: object): Enregistrement {
  return { sorte, valeur } as Enregistrement;
}
