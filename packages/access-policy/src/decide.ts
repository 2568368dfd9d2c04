import { type Champ, type Condition, type LigneAcces, ligneDe, type Niveau, type Profil } from './table.js';

/** What is to be seen: a field of the contract, and the levels that it carries (a line of a contact has two). */
export interface Donnee {
  /** `Type.champ`, such as `Contact.nom`. */
  champ: string;
  /** Levels carried, all of which must be granted; none for a datum whose row does not ask for one. */
  niveaux?: readonly Niveau[];
}

/** What carries it: an offer, an internal organisation, a site, the practice of a professional. */
export interface Porteur {
  sensible: boolean;
  champ: Champ;
  /** Those it is about refuse public diffusion. */
  oppose: boolean;
  /** R30 code of its region; absent when it is that of the instance asked. */
  region?: string;
}

/** Who asks. */
export interface Demandeur {
  profil: Profil;
  /** R30 codes, or `['*']` for the whole nation. */
  perimetre: readonly string[];
}

/** A decision, with the row of the table that gives it. */
export interface Decision {
  visible: boolean;
  ligne: LigneAcces;
}

/** A carrier that is no offer: a site or a legal entity, which no rule about units touches. */
export const HORS_OFFRE: Porteur = { sensible: false, champ: 'AUTRE', oppose: false };

/**
 * Whether an asker sees a datum: the one decision, read in the table row by row. A level is needed where the row asks
 * for one; without it the answer is no.
 */
export function decider(donnee: Donnee, porteur: Porteur, demandeur: Demandeur): Decision {
  const ligne = ligneDe(donnee.champ);
  const { perimetre, profil } = demandeur;
  const dedans = porteur.region === undefined || perimetre.includes('*') || perimetre.includes(porteur.region);
  return { visible: dedans && voitLigne(ligne, porteur, profil, donnee.niveaux), ligne };
}

/** The same for a row of the table, whatever the region. */
export function voitLigne(
  ligne: LigneAcces,
  porteur: Porteur,
  profil: Profil,
  niveaux: readonly Niveau[] = [],
): boolean {
  return ligne.vue[profil].some((condition) => tient(condition, porteur, niveaux));
}

function tient(condition: Condition, porteur: Porteur, niveaux: readonly Niveau[]): boolean {
  if (condition.sensible === false && porteur.sensible) return false;
  if (condition.oppose === false && porteur.oppose) return false;
  if (condition.champ !== undefined && !condition.champ.some((champ) => champ === porteur.champ)) return false;
  const { niveauMax } = condition;
  return niveauMax === undefined || (niveaux.length > 0 && niveaux.every((niveau) => niveau <= niveauMax));
}
