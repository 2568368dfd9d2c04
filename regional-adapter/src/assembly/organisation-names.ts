import type { OrganisationInterne } from '@inter-ror/exposure-model';

/** The names an internal organisation is searched by. */
export function nomsOrganisationInterne(organisation: Pick<OrganisationInterne, 'nom' | 'autresNoms'>): string[] {
  return [organisation.nom, ...(organisation.autresNoms ?? []).map(({ valeur }) => valeur)].filter((nom) => nom !== '');
}

/** What a unit is also searched by: the names of an organisation above it, unless it is sensitive and the asker may not know. */
export interface NomsAuDessus {
  noms: readonly string[];
  sensible: boolean;
}

export function nomsAuDessus(
  organisation: Pick<OrganisationInterne, 'nom' | 'autresNoms' | 'complement'>,
): NomsAuDessus {
  return {
    noms: nomsOrganisationInterne(organisation),
    sensible: organisation.complement?.uniteSensible ?? false,
  };
}
