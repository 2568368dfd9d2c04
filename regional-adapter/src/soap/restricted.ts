import type { Organisation, OrganisationInterne } from '@inter-ror/exposure-model';

/** RG_ALIM_015: an organisation without its tariffs. */
export function restreindreOrganisation({ complement, ...organisation }: Organisation): Organisation {
  if (complement === undefined) return organisation;
  const { tarifs: _tarifs, ...reste } = complement;
  return { ...organisation, complement: reste };
}

/** RG_ALIM_015: an internal organisation without what elementary units alone describe. */
export function restreindreUnite({ complement, rattachements, ...unite }: OrganisationInterne): OrganisationInterne {
  const { horaires: _horaires, ...reste } = unite;
  return {
    ...reste,
    ...(rattachements && {
      rattachements: rattachements.map(({ entiteGeographiqueId }) => ({ entiteGeographiqueId })),
    }),
    ...(complement && { complement: complementRestreint(complement) }),
  };
}

type Complement = NonNullable<OrganisationInterne['complement']>;

function complementRestreint(complement: Complement): Complement {
  const {
    capaciteAccueil: _accueil,
    capaciteCrise: _crise,
    capacitesHabitation: _habitation,
    competences: _competences,
    equipements: _equipements,
    actesSpecifiques: _actes,
    specialisationsPriseEnCharge: _specialisations,
    boitesMSS: _boites,
    ...reste
  } = complement;
  return reste;
}
