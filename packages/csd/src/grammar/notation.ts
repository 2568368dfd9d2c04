/** Simple types of the XSD, with two refinements: `jeton` may not be empty, `repete` takes few distinct values. */
export type TypeSimple =
  | 'texte'
  | 'jeton'
  | 'repete'
  | 'uri'
  | 'entier'
  | 'decimal'
  | 'double'
  | 'booleen'
  | 'date'
  | 'dateHeure'
  | 'heure';

export interface Attribut {
  /** Wire name; `xml:lang` is the only prefixed one. */
  readonly nom: string;
  readonly champ: string;
  readonly type: TypeSimple;
  readonly requis: boolean;
}

/** One type of the XSD: how its attributes, text and sequence become fields of an object of the model. */
export interface Structure {
  /** Name of the XSD type. */
  readonly nom: string;
  readonly attributs: readonly Attribut[];
  /** Field that holds the attributes as an object of their own. */
  readonly attributsDans?: string;
  /** Field that holds the text; without it when the text is blank, unless `requis`. */
  readonly texte?: { readonly champ: string; readonly type: 'texte' | 'repete'; readonly requis: boolean };
  readonly sequence: readonly Element[];
  /** Field that tells which branch of a choice was taken. */
  readonly constante?: { readonly champ: string; readonly valeur: string };
  /** The element's value is this field alone, not the object. */
  readonly seul?: string;
  /** A new object with its mandatory attributes: the most frequent types so keep one shape, which V8 fills faster. */
  readonly vierge?: () => object;
  /** Extends `extension`: requires `@type` and `@urn`, admits one leading element of another namespace. */
  readonly extension?: true;
}

/**
 * How an element lands in the object of its parent:
 * `champ` in its own field, `fusion` into the parent's fields, `union` in its own field which repetitions complete,
 * `ignore` nowhere (the generic `extension`, which carries nothing that the model knows).
 */
export type Destination = 'champ' | 'fusion' | 'union' | 'ignore';

export interface Element {
  readonly nom: string;
  /** Empty when the destination is `fusion` or `ignore`. */
  readonly champ: string;
  readonly type: TypeSimple | Structure;
  readonly min: 0 | 1;
  /** Several values make a list in the model. */
  readonly multiple: boolean;
  readonly destination: Destination;
  /** Member of the only choice of its structure, of which exactly one must be present. */
  readonly choix: boolean;
  /** Nomenclature of a coded element, for messages. */
  readonly table?: string;
}

type Champ<T> = T extends unknown ? keyof T & string : never;
type Options = { table?: string };

/** Builders of elements and attributes whose fields are checked against the model type `T`. */
export interface Notation<T> {
  /** 1..1 */
  un(nom: string, champ: Champ<T>, type: TypeSimple | Structure, options?: Options): Element;
  /** 0..1 */
  opt(nom: string, champ: Champ<T>, type: TypeSimple | Structure, options?: Options): Element;
  /** 0..* */
  liste(nom: string, champ: Champ<T>, type: TypeSimple | Structure, options?: Options): Element;
  /** 1..* */
  liste1(nom: string, champ: Champ<T>, type: TypeSimple | Structure, options?: Options): Element;
  /** 0..* on the wire, one object in the model. */
  union(nom: string, champ: Champ<T>, type: Structure): Element;
  requis(nom: string, champ: Champ<T>, type: TypeSimple): Attribut;
  attribut(nom: string, champ: Champ<T>, type: TypeSimple): Attribut;
  structure(nom: string, contenu: Partial<Omit<Structure, 'nom'>>): Structure;
}

function element(
  nom: string,
  champ: string,
  type: TypeSimple | Structure,
  min: 0 | 1,
  multiple: boolean,
  destination: Destination,
  options: Options = {},
): Element {
  return { nom, champ, type, min, multiple, destination, choix: false, ...options };
}

/** Builders for the model type `T`. */
export function notation<T>(): Notation<T> {
  return {
    un: (nom, champ, type, options) => element(nom, champ, type, 1, false, 'champ', options),
    opt: (nom, champ, type, options) => element(nom, champ, type, 0, false, 'champ', options),
    liste: (nom, champ, type, options) => element(nom, champ, type, 0, true, 'champ', options),
    liste1: (nom, champ, type, options) => element(nom, champ, type, 1, true, 'champ', options),
    union: (nom, champ, type) => element(nom, champ, type, 0, false, 'union'),
    requis: (nom, champ, type) => ({ nom, champ, type, requis: true }),
    attribut: (nom, champ, type) => ({ nom, champ, type, requis: false }),
    structure: (nom, contenu) => ({ nom, attributs: [], sequence: [], ...contenu }),
  };
}

/** An element whose content fills the fields of its parent. */
export function fusion(nom: string, min: 0 | 1, type: Structure): Element {
  return element(nom, '', type, min, false, 'fusion');
}

/** The generic `extension`, admitted and skipped. */
export const EXTENSION_LIBRE: Element = element(
  'extension',
  '',
  { nom: 'extension', attributs: [], sequence: [], extension: true },
  0,
  true,
  'ignore',
);

/** Exactly one of these elements. */
export function choix(...elements: Element[]): Element[] {
  return elements.map((e) => ({ ...e, min: 0, choix: true }));
}
