/** The server does otherwise than the rule: the message says what was received. */
export class Ecart extends Error {
  override readonly name = 'Ecart';
}

/** Nothing at this server to try the scenario on: the message says why. */
export class SansObjet extends Error {
  override readonly name = 'SansObjet';
}

/** @throws Ecart */
export function exiger(condition: boolean, recu: string): asserts condition {
  if (!condition) throw new Ecart(recu);
}

/** @throws SansObjet when there is nothing */
export function trouver<T>(valeur: T | undefined | null, raison: string): T {
  if (valeur === undefined || valeur === null) throw new SansObjet(raison);
  return valeur;
}
