import type { Droits } from '@inter-ror/access-policy';
import type { ComplementOrganisation, Organisation } from '@inter-ror/exposure-model';
import { masquerContacts, masquerContactsAnciens, masquerLignes } from './contacts.js';
import type { Regard } from './regard.js';

/**
 * A legal entity or a site that the asker sees, without what it does not. A site keeps the name of its legal entity:
 * without it, it would read as one.
 */
export function masquerOrganisation(organisation: Organisation, droits: Droits, regard: Regard): Organisation {
  const { complement, contactsAnciens, telecommunications, ...reste } = organisation;
  const lignes = masquerLignes(telecommunications, droits);
  return {
    ...reste,
    ...(contactsAnciens && { contactsAnciens: masquerContactsAnciens(contactsAnciens, droits, regard) }),
    ...(lignes && { telecommunications: lignes }),
    ...(complement && { complement: masquerComplement(complement, droits) }),
  };
}

function masquerComplement(complement: ComplementOrganisation, droits: Droits): ComplementOrganisation {
  const { contacts, zonePoser, niveauRecoursORSAN, ...reste } = complement;
  const vus = masquerContacts(contacts, droits);
  const { siteCrise } = droits.voit;
  return {
    ...reste,
    ...(vus && { contacts: vus }),
    ...(siteCrise && zonePoser !== undefined && { zonePoser }),
    ...(siteCrise && niveauRecoursORSAN && { niveauRecoursORSAN }),
  };
}
