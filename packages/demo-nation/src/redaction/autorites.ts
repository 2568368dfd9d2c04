/** Authority of the identifiers of internal organisations, invented. */
export const AUTORITE_OI = 'urn:inter-ror:nation-exemple:identifiant-fonctionnel';

/** Authority of the identifiers of equipment, invented. */
export const AUTORITE_EQUIPEMENT = 'urn:inter-ror:nation-exemple:identifiant-equipement';
