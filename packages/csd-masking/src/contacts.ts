import { type Droits, type Niveau, niveauDuCode } from '@inter-ror/access-policy';
import type { BoiteLettresMSS, Contact, ContactAncien, Telecommunication } from '@inter-ror/exposure-model';
import type { Regard } from './regard.js';

/** Level of a line that carries none and stands alone: the most restricted. */
const PLUS_STRICT: Niveau = 3;
/** A mailbox without a level is as public as what carries it. */
const COMME_LE_PORTEUR: Niveau = 1;

/** Of several levels carried, the most restrictive decides. */
function niveauDe({ confidentialites = [] }: Telecommunication, parDefaut: Niveau): Niveau {
  if (confidentialites.length === 0) return parDefaut;
  return confidentialites.reduce<Niveau>((strict, { niveauConfidentialite: { code } }) => {
    const niveau = niveauDuCode(code);
    return niveau > strict ? niveau : strict;
  }, 1);
}

export function masquerLignes(
  lignes: Telecommunication[] | undefined,
  { niveauMax }: Droits,
  parDefaut: Niveau = PLUS_STRICT,
): Telecommunication[] | undefined {
  return lignes?.filter((ligne) => niveauDe(ligne, parDefaut) <= niveauMax.telecommunication);
}

export function masquerLigne(
  ligne: Telecommunication | undefined,
  droits: Droits,
  parDefaut: Niveau = PLUS_STRICT,
): Telecommunication | undefined {
  return masquerLignes(ligne && [ligne], droits, parDefaut)?.[0];
}

/** A line of a contact is held to the level of its contact also. */
export function masquerContacts(contacts: Contact[] | undefined, droits: Droits): Contact[] | undefined {
  const { contact: max, telecommunication } = droits.niveauMax;
  return contacts?.flatMap((contact) => {
    const niveau = niveauDuCode(contact.niveauConfidentialite.code);
    if (niveau > max) return [];
    const lignes = niveau > telecommunication ? [] : masquerLignes(contact.telecommunications, droits, niveau);
    return [{ ...contact, ...(lignes && { telecommunications: lignes }) }];
  });
}

/** The older contacts carry no level: the most restricted stands for it. Those of a person name it and its lines. */
export function masquerContactsAnciens(
  contacts: readonly ContactAncien[],
  { niveauMax }: Droits,
  regard: Regard,
): ContactAncien[] {
  if (niveauMax.contact < PLUS_STRICT || niveauMax.telecommunication < PLUS_STRICT) return [];
  return contacts.filter(
    (contact) => !('professionnel' in contact) || regard.donne('professionnel', contact.professionnel),
  );
}

export function masquerBoite({ telecommunication, ...boite }: BoiteLettresMSS, droits: Droits): BoiteLettresMSS {
  const ligne = masquerLigne(telecommunication, droits, COMME_LE_PORTEUR);
  return { ...boite, ...(ligne && { telecommunication: ligne }) };
}
