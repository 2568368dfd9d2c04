import { ANNUAIRES, ESPACE_CSD, type Sorte } from '../grammar/index.js';
import { compilerElement, type ElementCompile } from './compile.js';

const ESPACE_SOAP12 = 'http://www.w3.org/2003/05/soap-envelope';

/** Where the reader stands, above the records. */
export type Lieu =
  | 'document'
  | 'enveloppe'
  | 'corps'
  | 'faute'
  | 'reponse'
  | 'erreur'
  | 'resultat'
  | 'nombre'
  | 'modifications'
  | 'requete'
  | 'csd'
  | Sorte;

type Passages = Readonly<Record<string, Lieu>>;

const csd = (nom: string) => `${ESPACE_CSD} ${nom}`;
const soap = (nom: string) => `${ESPACE_SOAP12} ${nom}`;

const RACINES: Passages = {
  [csd('CSD')]: 'csd',
  [csd('careServicesResponse')]: 'reponse',
  [csd('getModificationsResponse')]: 'modifications',
};
const LISTES: Passages = Object.fromEntries(ANNUAIRES.map((a) => [csd(a.nom), a.sorte]));

/** From each place, the elements that lead further; `queryResult` is of type CSD, or wraps the CSD element. */
const PASSAGES: Partial<Record<Lieu, Passages>> = {
  document: { ...RACINES, [soap('Envelope')]: 'enveloppe' },
  enveloppe: { [soap('Body')]: 'corps' },
  corps: { ...RACINES, [soap('Fault')]: 'faute' },
  reponse: { [csd('result')]: 'resultat', [csd('error')]: 'erreur' },
  resultat: { [csd('facilityNumber')]: 'nombre', [csd('queryResult')]: 'requete' },
  modifications: { [csd('CSD')]: 'csd' },
  requete: { ...LISTES, [csd('CSD')]: 'csd' },
  csd: LISTES,
};

/** Whether the element is passed over without a word. */
export function estMuet(lieu: Lieu, uri: string, local: string): boolean {
  return lieu === 'enveloppe' && uri === ESPACE_SOAP12 && local === 'Header';
}

/** Where the element leads; undefined when it leads nowhere. */
export function passage(lieu: Lieu, uri: string, local: string): Lieu | undefined {
  return PASSAGES[lieu]?.[`${uri} ${local}`];
}

/** The record that each directory lists. */
export const ENREGISTREMENTS: ReadonlyMap<Lieu, ElementCompile> = new Map(
  ANNUAIRES.map((a) => [
    a.sorte,
    compilerElement({
      nom: a.element,
      champ: '',
      type: a.structure,
      min: 0,
      multiple: true,
      destination: 'champ',
      choix: false,
    }),
  ]),
);
