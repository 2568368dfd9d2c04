/** Communes that are divided into municipal arrondissements (COG): first and last INSEE code of their arrondissements. */
const DIVISEES: Readonly<Record<string, readonly [number, number]>> = {
  '13055': [13201, 13216],
  '69123': [69381, 69389],
  '75056': [75101, 75120],
};

/**
 * The INSEE codes under which the places of a commune are found: its own, and those of its arrondissements
 * for Paris, Lyon and Marseille.
 */
export function codesDeCommune(code: string): string[] {
  const bornes = DIVISEES[code];
  if (bornes === undefined) return [code];
  const [premier, dernier] = bornes;
  return [code, ...Array.from({ length: dernier - premier + 1 }, (_, i) => String(premier + i))];
}

/** The commune that an arrondissement belongs to; undefined for any other code. */
export function communeDeArrondissement(code: string): string | undefined {
  const numero = Number(code);
  return Object.keys(DIVISEES).find((commune) => {
    const [premier, dernier] = DIVISEES[commune]!;
    return numero >= premier && numero <= dernier;
  });
}
