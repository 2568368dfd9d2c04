import type { OrganisationInterne } from '@inter-ror/exposure-model';

/** The names an internal organisation is searched by. */
export function nomsOrganisationInterne(organisation: Pick<OrganisationInterne, 'nom' | 'autresNoms'>): string[] {
  return [organisation.nom, ...(organisation.autresNoms ?? []).map(({ valeur }) => valeur)].filter((nom) => nom !== '');
}
