import type { ListeDeCodes, Predicat } from '@inter-ror/exposure-model';
import { type AccessView, type Extent, extentNode, type Kind } from './access-view.js';
import { discNode } from './disc-node.js';
import { cleTerritoire, type ExactField, YES } from './exact-fields.js';
import type { Postings } from './postings.js';
import { AllNode, AndNode, NoneNode, NotNode, OrNode, type QueryNode } from './query-node.js';
import type { Segment } from './segment.js';
import { motsUtiles } from './stop-words.js';
import { anyTermNode, termNode, termRangeNode } from './term-nodes.js';

/** What hidden lists are about; the others are seen on every offer that is. */
const KIND_OF_LIST: Partial<Record<ListeDeCodes, Kind>> = {
  acteSpecifique: 'soins',
  specialisationPriseEnCharge: 'soins',
  profession: 'soins',
  specialiteOrdinale: 'soins',
  competenceSpecifique: 'soins',
  typeEquipement: 'equipement',
};

/**
 * The offers of a segment that satisfy a predicate, as one view sees them: what is hidden there never matches, as if
 * the offer did not have it.
 */
export function compile(segment: Segment, p: Predicat, view: AccessView): QueryNode {
  const { scratch } = segment;
  const seen = (kind: Kind, node: () => QueryNode): QueryNode => within(segment, view.kinds[kind], node);
  switch (p.sorte) {
    case 'codes':
      return withinKind(segment, view, KIND_OF_LIST[p.liste], () => exactNode(segment, p.liste, p.cles));
    case 'secteurPsychiatrique':
      return exactNode(segment, 'secteurPsychiatrique', p.secteurs);
    case 'identifiant':
      return exactNode(segment, p.champ, p.valeurs);
    case 'territoire':
      return exactNode(segment, p.champ, p.valeurs.map(cleTerritoire));
    case 'booleen': {
      const kind = p.champ === 'zonePoser' ? 'siteCrise' : undefined;
      const yes = withinKind(segment, view, kind, () => exactNode(segment, p.champ, [YES]));
      return p.valeur ? yes : new NotNode(scratch, yes);
    }
    case 'age':
      return ageNode(segment, p.jours);
    case 'nom':
      return wordsNode(segment, motsUtiles(p.mots), (mot) => nameNode(segment, view, mot));
    case 'texte':
      return wordsNode(segment, motsUtiles(p.mots), (mot) => textNode(segment, view, mot, prefixNode));
    case 'disque':
      return discNode(scratch, segment.places, p);
    case 'lits':
      return seen('capaciteDisponible', () => segment.beds.atLeast(scratch, p.minimum));
    case 'places':
      return seen('capaciteDisponible', () => segment.freePlaces.atLeast(scratch, p.minimum));
    case 'disponibiliteDepuis':
      return seen('capaciteDisponible', () => segment.availabilityDates.atLeast(scratch, p.instant));
    case 'et':
      return allOf(
        segment,
        p.termes.map((terme) => compile(segment, terme, view)),
      );
    case 'ou':
      return new OrNode(
        scratch,
        p.termes.map((terme) => compile(segment, terme, view)),
      );
    case 'non':
      return new NotNode(scratch, compile(segment, p.terme, view));
  }
}

/** How a word is looked up in a family of words. */
export type WordLookup = (segment: Segment, family: Postings, mot: string) => QueryNode;

/** The offers in which a word begins a word of a family. */
export function prefixNode(segment: Segment, family: Postings, mot: string): QueryNode {
  const from = segment.tokens.lowerBound(mot);
  return termRangeNode(segment.scratch, family, from, segment.tokens.prefixEnd(mot, from));
}

/** The offers in which a word is a whole word of a family. */
export function wholeWordNode(segment: Segment, family: Postings, mot: string): QueryNode {
  const term = segment.tokens.find(mot);
  return term < 0 ? new NoneNode(segment.scratch) : termNode(segment.scratch, family, term);
}

/** The offers that are found by each of the words. */
export function wordsNode(segment: Segment, mots: readonly string[], find: (mot: string) => QueryNode): QueryNode {
  return allOf(segment, mots.map(find));
}

function nameNode(segment: Segment, view: AccessView, mot: string): QueryNode {
  return orReserved(segment, view, mot, prefixNode, prefixNode(segment, segment.names, mot));
}

/** The offers found by a word of their full text, as far as the view sees of it. */
export function textNode(segment: Segment, view: AccessView, mot: string, lookUp: WordLookup): QueryNode {
  const { reservedText } = view;
  const seen =
    reservedText === 'ALL'
      ? lookUp(segment, segment.text, mot)
      : reservedText === 'NONE'
        ? lookUp(segment, segment.publicText, mot)
        : new OrNode(segment.scratch, [
            lookUp(segment, segment.publicText, mot),
            within(segment, reservedText, () => lookUp(segment, segment.text, mot)),
          ]);
  return orReserved(segment, view, mot, lookUp, seen);
}

function orReserved(segment: Segment, view: AccessView, mot: string, lookUp: WordLookup, seen: QueryNode): QueryNode {
  if (!view.reservedNames) return seen;
  const reserved = lookUp(segment, segment.reservedNames, mot);
  return reserved.bound === 0 ? seen : new OrNode(segment.scratch, [seen, reserved]);
}

function withinKind(segment: Segment, view: AccessView, kind: Kind | undefined, node: () => QueryNode): QueryNode {
  return kind === undefined ? node() : within(segment, view.kinds[kind], node);
}

/** What a node finds where its kind of datum is seen. */
function within(segment: Segment, extent: Extent, node: () => QueryNode): QueryNode {
  if (extent === 'NONE') return new NoneNode(segment.scratch);
  const seen = extentNode(segment, extent);
  return seen === undefined ? node() : allOf(segment, [node(), seen]);
}

/** The offers that are in all sets. */
export function allOf(segment: Segment, nodes: readonly QueryNode[]): QueryNode {
  const narrowing = nodes.filter((node) => !(node instanceof AllNode));
  if (narrowing.length === 0) return new AllNode(segment.scratch);
  return narrowing.length === 1 ? narrowing[0]! : new AndNode(segment.scratch, narrowing);
}

function exactNode(segment: Segment, field: ExactField, values: readonly string[]): QueryNode {
  const terms = new Set<number>();
  for (const value of values) {
    const term = segment.exactTerm(field, value);
    if (term >= 0) terms.add(term);
  }
  return anyTermNode(segment.scratch, segment.exactPostings, [...terms]);
}

function ageNode(segment: Segment, jours: number): QueryNode {
  const { ageMinimums, ageMaximums } = segment;
  const terms: number[] = [];
  for (let t = 0; t < ageMinimums.length; t++) {
    if (ageMinimums[t]! <= jours && jours < ageMaximums[t]!) terms.push(t);
  }
  return anyTermNode(segment.scratch, segment.agePostings, terms);
}
