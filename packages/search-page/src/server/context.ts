import type { Nomenclatures } from '@inter-ror/nomenclatures';
import type { Maison } from '@inter-ror/web-page';
import type { AskNation } from '../nation/index.js';
import type { EtatRecherche, ListesDeCodes, Portail } from '../search/index.js';
import { lireEtat } from '../search/index.js';
import type { Vocabulaire } from '../spelling/index.js';

/** What the handlers of the page share. */
export interface Contexte {
  maison: Maison;
  portail: Portail;
  ask: AskNation;
  nomenclatures: Nomenclatures;
  listes: ListesDeCodes;
  vocabulaire: Vocabulaire;
}

/** The search that an address holds; a region's page looks at home first. */
export function etatDe(url: string, { portail }: Contexte): EtatRecherche {
  const { searchParams } = new URL(url, 'http://page');
  return lireEtat(searchParams, portail.nomRegion === undefined ? 'france' : 'region');
}
