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

/** An element ready to be read. */
export interface ElementCompile extends Omit<Element, 'type'> {
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
  readonly source: Structure;
  readonly texte: Structure['texte'];
  readonly constante: Structure['constante'];
  readonly vierge: () => object;
  readonly seul: string | undefined;
  readonly elements: ReadonlyMap<string, ElementCompile>;
  readonly attributs: ReadonlyMap<string, AttributCompile>;
  readonly attributsRequis: number;
  readonly obligatoires: number;
  readonly choix: number;
  /** The element whose mandatory content is checked once all its repetitions are read. */
  readonly union: ElementCompile | undefined;
}

const TECHNIQUES: readonly Attribut[] = ['type', 'urn'].map((nom) => ({ nom, champ: '', type: 'texte', requis: true }));
const compilees = new Map<Structure, StructureCompilee>();

function compilerAttribut(attribut: Attribut, rang: number): AttributCompile {
  return { ...attribut, decoder: DECODEURS[attribut.type], bit: 1 << rang };
}

/** The element with its decoder, at its place in a sequence. */
export function compilerElement(element: Element, indice = 0, rang = 0): ElementCompile {
  const structure = typeof element.type === 'string' ? null : compiler(element.type);
  const type = typeof element.type === 'string' ? element.type : null;
  return {
    ...element,
    type,
    decoder: type === null ? null : DECODEURS[type],
    structure,
    bit: 1 << indice,
    rang,
    tolere: !element.multiple && structure?.source.extension === true,
    attendTexte: type !== null || structure?.source.texte !== undefined,
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
    source: structure,
    texte: structure.texte,
    constante: structure.constante,
    vierge: structure.vierge ?? (() => ({})),
    seul: structure.seul,
    elements: new Map(elements.map((e) => [e.nom, e])),
    attributs: new Map(attributs.map((a) => [a.nom, a])),
    attributsRequis: masque(attributs.filter((a) => a.requis)),
    obligatoires: masque(elements.filter((e) => e.min === 1)),
    choix: masque(elements.filter((e) => e.choix)),
    union: elements.find((e) => e.destination === 'union'),
  };
  compilees.set(structure, compilee);
  return compilee;
}
