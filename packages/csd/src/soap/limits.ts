import type { LimitesLecture } from '../reader/index.js';

/** Bounds of an envelope that is read whole into memory. Crossing one refuses it with `LIMITE_DEPASSEE`. */
export interface LimitesEnveloppe extends LimitesLecture {
  /** Elements of the envelope. */
  elements: number;
  /** Characters of names, values and texts in the SOAP header. */
  entete: number;
}

/** Bounds of a request. */
export const LIMITES_REQUETE: Readonly<LimitesEnveloppe> = {
  octets: 256 * 1024,
  profondeur: 32,
  attributs: 32,
  texte: 16 * 1024,
  lexeme: 64 * 1024,
  elements: 5000,
  elementsParEnregistrement: 5000,
  entete: 64 * 1024,
};

/** Bounds of an answer without CSD records: searches v1, lists of establishments, errors and faults. */
export const LIMITES_REPONSE: Readonly<LimitesEnveloppe> = {
  ...LIMITES_REQUETE,
  octets: 32 * 1024 * 1024,
  elements: 1_000_000,
};
