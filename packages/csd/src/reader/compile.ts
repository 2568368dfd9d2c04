import type { Attribut, Element, Structure, TypeSimple } from '../grammar/index.js';
import { DECODEURS, type Decodeur } from '../lexical/index.js';

/** An attribute ready to be read. */
export interface AttributCompile {
  readonly nom: string;
  /** Empty for `@type` and `@urn` of extensions, which the model does not keep. */
  readonly champ: string;
  readonly type: TypeSimple;
  readonly decoder: Decodeur;
  readonly requis: boolean;
  readonly bit: number;
}

/**
 * An element ready to be read. All have the same properties in the same order, so that V8 reads them at their place:
 * they are asked for at every tag.
 */
export interface ElementCompile extends Omit<Element, 'type' | 'table'> {
  readonly table: string | undefined;
  /** Null when the element holds a structure. */
  readonly type: TypeSimple | null;
  readonly decoder: Decodeur | null;
  readonly structure: StructureCompilee | null;
  readonly bit: number;
  /** Place in the sequence; the members of a choice share theirs. */
  readonly rang: number;
  /** A repeated `extension` that the model holds once: its content completes the first. */
  readonly tolere: boolean;
  readonly attendTexte: boolean;
}

/** A type ready to be read: one look-up by local name for each event. */
export interface StructureCompilee {
  readonly extension: boolean;
  readonly attributsDans: string | undefined;
  readonly texte: Structure['texte'];
  readonly constante: Structure['constante'];
  readonly vierge: () => object;
  readonly seul: string | undefined;
  readonly elements: ReadonlyMap<string, ElementCompile>;
  readonly attributs: ReadonlyMap<string, AttributCompile>;
  /** The same, in the order of the schema: the order in which nearly all documents write them. */
  readonly attributsEnOrdre: readonly AttributCompile[];
  readonly attributsRequis: number;
  readonly obligatoires: number;
  readonly choix: number;
  /** The element whose mandatory content is checked once all its repetitions are read. */
  readonly union: ElementCompile | undefined;
}

const TECHNIQUES: readonly Attribut[] = ['type', 'urn'].map((nom) => ({ nom, champ: '', type: 'texte', requis: true }));
const compilees = new Map<Structure, StructureCompilee>();

function compilerAttribut(attribut: Attribut, rang: number): AttributCompile {
  const { nom, champ, type, requis } = attribut;
  return { nom, champ, type, decoder: DECODEURS[type], requis, bit: 1 << rang };
}

/** The element with its decoder, at its place in a sequence. */
export function compilerElement(element: Element, indice = 0, rang = 0): ElementCompile {
  const structure = typeof element.type === 'string' ? null : compiler(element.type);
  const type = typeof element.type === 'string' ? element.type : null;
  const { nom, champ, min, multiple, destination, choix, table } = element;
  return {
    nom,
    champ,
    min,
    multiple,
    destination,
    choix,
    table,
    type,
    decoder: type === null ? null : DECODEURS[type],
    structure,
    bit: 1 << indice,
    rang,
    tolere: !multiple && structure?.extension === true,
    attendTexte: type !== null || structure?.texte !== undefined,
  };
}

/** The structure in the form that the reader follows; each is compiled once. */
export function compiler(structure: Structure): StructureCompilee {
  const connue = compilees.get(structure);
  if (connue) return connue;
  const rangChoix = structure.sequence.findIndex((e) => e.choix);
  const elements = structure.sequence.map((e, i) => compilerElement(e, i, e.choix ? rangChoix : i));
  const attributs = [...structure.attributs, ...(structure.extension ? TECHNIQUES : [])].map(compilerAttribut);
  const masque = (choisis: readonly { bit: number }[]) => choisis.reduce((m, { bit }) => m | bit, 0);
  const compilee: StructureCompilee = {
    extension: structure.extension === true,
    attributsDans: structure.attributsDans,
    texte: structure.texte,
    constante: structure.constante,
    vierge: structure.vierge ?? (() => ({})),
    seul: structure.seul,
    elements: new Map(elements.map((e) => [e.nom, e])),
    attributs: new Map(attributs.map((a) => [a.nom, a])),
    attributsEnOrdre: attributs,
    attributsRequis: masque(attributs.filter((a) => a.requis)),
    obligatoires: masque(elements.filter((e) => e.min === 1)),
    choix: masque(elements.filter((e) => e.choix)),
    union: elements.find((e) => e.destination === 'union'),
  };
  compilees.set(structure, compilee);
  return compilee;
}
