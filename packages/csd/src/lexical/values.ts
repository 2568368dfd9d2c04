import type { TypeSimple } from '../grammar/index.js';
import { estDate, estDateHeure, estHeure } from './dates.js';
import { ecrireDecimal, lireDecimal, lireDouble, lireEntier } from './numbers.js';
import { detacher, type TextesRepetes } from './text.js';

/** Reads a trimmed, non-empty text; undefined when it is not of the type. */
export type Decodeur = (v: string, repetes: TextesRepetes) => string | number | boolean | undefined;

function lireBooleen(v: string): boolean | undefined {
  if (v === 'true' || v === '1') return true;
  if (v === 'false' || v === '0') return false;
  return undefined;
}

/** How each simple type is read. */
export const DECODEURS: Readonly<Record<TypeSimple, Decodeur>> = {
  texte: detacher,
  jeton: detacher,
  uri: detacher,
  repete: (v, repetes) => repetes.unique(v),
  entier: lireEntier,
  decimal: lireDecimal,
  double: lireDouble,
  booleen: lireBooleen,
  date: (v) => (estDate(v) ? detacher(v) : undefined),
  dateHeure: (v) => (estDateHeure(v) ? detacher(v) : undefined),
  heure: (v) => (estHeure(v) ? detacher(v) : undefined),
};

/** What a reader of the messages should write instead. */
export const ATTENDUS: Readonly<Record<TypeSimple, string>> = {
  texte: 'un texte',
  jeton: 'un texte non vide',
  repete: 'un texte',
  uri: 'une adresse',
  entier: 'un entier de 32 bits, par exemple 12',
  decimal: 'un nombre décimal, par exemple 48.8566',
  double: 'un nombre, par exemple 62.5',
  booleen: 'true ou false',
  date: 'une date AAAA-MM-JJ qui existe, par exemple 2024-01-31',
  dateHeure: 'une date et une heure, par exemple 2024-01-31T08:30:00Z',
  heure: 'une heure HH:MM:SS, par exemple 08:30:00',
};

/** Types whose empty value is lawful where they are mandatory (`xs:string`, `xs:anyURI`). */
export function admetVide(type: TypeSimple): boolean {
  return type === 'texte' || type === 'repete' || type === 'uri';
}

/** The canonical text of a value of the model. */
export function encoder(type: TypeSimple, valeur: unknown): string {
  return type === 'decimal' ? ecrireDecimal(valeur as number) : String(valeur);
}
