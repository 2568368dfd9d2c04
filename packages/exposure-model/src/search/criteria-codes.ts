import { type CriteresRecherche, LISTES_DE_CODES } from './criteria.js';

const CODES_MAX = 100;
const NIVEAUX_MAX = 8;
const LISTES = [...Object.keys(LISTES_DE_CODES), 'secteurPsychiatrique', 'numFINESS', 'idNatStruct'];

/**
 * The codes that criteria name, `critere:code`, at any level: what may be written of a search where no text, no age
 * and no place may. A hundred at most.
 */
export function codesDesCriteres(criteres: CriteresRecherche): string[] {
  const codes = new Set<string>();
  const lire = (objet: Record<string, unknown>, listes: readonly string[]) => {
    for (const liste of listes) {
      const valeurs = objet[liste];
      for (const valeur of Array.isArray(valeurs) ? valeurs : []) {
        if (codes.size < CODES_MAX) codes.add(`${liste}:${String(valeur).slice(0, 40)}`);
      }
    }
  };
  const parcourir = (niveau: CriteresRecherche, profondeur: number): void => {
    if (profondeur > NIVEAUX_MAX) return;
    lire(niveau as Record<string, unknown>, LISTES);
    lire((niveau.territoire ?? {}) as Record<string, unknown>, ['region', 'departement']);
    const { et, ou, non } = niveau;
    for (const terme of [...(et ?? []), ...(ou ?? []), ...(non ? [non] : [])]) parcourir(terme, profondeur + 1);
  };
  parcourir(criteres, 1);
  return [...codes];
}
