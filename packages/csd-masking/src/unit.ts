import type { Droits } from '@inter-ror/access-policy';
import type {
  Capacite,
  CapaciteAccueil,
  ComplementOrganisationInterne,
  OrganisationInterne,
  ServiceRendu,
} from '@inter-ror/exposure-model';
import { masquerBoite, masquerContacts, masquerContactsAnciens, masquerLignes } from './contacts.js';
import type { Regard } from './regard.js';

/** An internal organisation that the asker sees, without what it does not. */
export function masquerUnite(unite: OrganisationInterne, droits: Droits, regard: Regard): OrganisationInterne {
  const { complement, contactsAnciens, telecommunications, rattachements, ...reste } = unite;
  const lignes = masquerLignes(telecommunications, droits);
  return {
    ...reste,
    ...(contactsAnciens && { contactsAnciens: masquerContactsAnciens(contactsAnciens, droits, regard) }),
    ...(lignes && { telecommunications: lignes }),
    ...(rattachements && {
      rattachements: rattachements
        .filter(({ entiteGeographiqueId }) => regard.donne('organisation', entiteGeographiqueId))
        .map(({ services, ...site }) => ({ ...site, ...(services && { services: servicesDonnes(services, regard) }) })),
    }),
    ...(complement && { complement: masquerComplement(complement, droits, regard) }),
  };
}

/** Services of which the activity is given, without the organisations that are not. */
export function servicesDonnes(services: readonly ServiceRendu[], regard: Regard): ServiceRendu[] {
  return services
    .filter(({ id }) => regard.donne('activite', id))
    .map(({ organisationId, ...service }) =>
      organisationId !== undefined && regard.donne('organisation', organisationId)
        ? { ...service, organisationId }
        : service,
    );
}

function masquerComplement(
  complement: ComplementOrganisationInterne,
  droits: Droits,
  regard: Regard,
): ComplementOrganisationInterne {
  const {
    contacts,
    boitesMSS,
    capaciteAccueil,
    capaciteCrise,
    competences,
    equipements,
    specialisationsPriseEnCharge,
    actesSpecifiques,
    parentId,
    ...reste
  } = complement;
  const { voit } = droits;
  const vus = masquerContacts(contacts, droits);
  const capacite = capaciteAccueil && masquerCapacites(capaciteAccueil, droits);
  const parent = parentId === undefined ? undefined : regard.auDessus(parentId);
  return {
    ...reste,
    ...(vus && { contacts: vus }),
    ...(boitesMSS && { boitesMSS: boitesMSS.map((boite) => masquerBoite(boite, droits)) }),
    ...(capacite && { capaciteAccueil: capacite }),
    ...(capaciteCrise && voit.capaciteCrise && { capaciteCrise }),
    ...(competences && voit.soins && { competences }),
    ...(equipements && voit.equipement && { equipements: equipements.filter((id) => regard.donne('equipement', id)) }),
    ...(specialisationsPriseEnCharge && voit.soins && { specialisationsPriseEnCharge }),
    ...(actesSpecifiques && voit.soins && { actesSpecifiques }),
    ...(parent !== undefined && { parentId: parent }),
    // Mandatory on the wire: who may not see the flag reads the same on every unit.
    uniteSensible: voit.drapeauSensible && complement.uniteSensible,
  };
}

function masquerCapacites({ lits, places, ...reste }: CapaciteAccueil, { voit }: Droits): CapaciteAccueil | undefined {
  if (!voit.capaciteInstallee && !voit.capaciteDisponible) return undefined;
  const masquer = ({ total, disponibles, dateMiseAJour }: Capacite): Capacite => ({
    ...(voit.capaciteInstallee && total !== undefined && { total }),
    ...(voit.capaciteDisponible && disponibles !== undefined && { disponibles }),
    ...(voit.capaciteDisponible && dateMiseAJour !== undefined && { dateMiseAJour }),
  });
  return { ...(lits && { lits: masquer(lits) }), ...(places && { places: masquer(places) }), ...reste };
}
