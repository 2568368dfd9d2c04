import type { Predicat } from '@inter-ror/exposure-model';
import { discNode } from './disc-node.js';
import { cleTerritoire, type ExactField, YES } from './exact-fields.js';
import type { Postings } from './postings.js';
import { AllNode, AndNode, NoneNode, NotNode, OrNode, type QueryNode } from './query-node.js';
import type { Segment } from './segment.js';
import { motsUtiles } from './stop-words.js';
import { anyTermNode, termNode, termRangeNode } from './term-nodes.js';

/** The offers of a segment that satisfy a predicate. */
export function compile(segment: Segment, p: Predicat): QueryNode {
  const { scratch } = segment;
  switch (p.sorte) {
    case 'codes':
      return exactNode(segment, p.liste, p.cles);
    case 'secteurPsychiatrique':
      return exactNode(segment, 'secteurPsychiatrique', p.secteurs);
    case 'identifiant':
      return exactNode(segment, p.champ, p.valeurs);
    case 'territoire':
      return exactNode(segment, p.champ, p.valeurs.map(cleTerritoire));
    case 'booleen': {
      const yes = exactNode(segment, p.champ, [YES]);
      return p.valeur ? yes : new NotNode(scratch, yes);
    }
    case 'age':
      return ageNode(segment, p.jours);
    case 'nom':
      return prefixesNode(segment, segment.names, motsUtiles(p.mots));
    case 'texte':
      return prefixesNode(segment, segment.text, motsUtiles(p.mots));
    case 'disque':
      return discNode(scratch, segment.places, p);
    case 'lits':
      return segment.beds.atLeast(scratch, p.minimum);
    case 'places':
      return segment.freePlaces.atLeast(scratch, p.minimum);
    case 'disponibiliteDepuis':
      return segment.availabilityDates.atLeast(scratch, p.instant);
    case 'et':
      return allOf(
        segment,
        p.termes.map((terme) => compile(segment, terme)),
      );
    case 'ou':
      return new OrNode(
        scratch,
        p.termes.map((terme) => compile(segment, terme)),
      );
    case 'non':
      return new NotNode(scratch, compile(segment, p.terme));
  }
}

/** The offers in which every word begins a word of a family. */
export function prefixesNode(segment: Segment, family: Postings, mots: readonly string[]): QueryNode {
  const nodes = mots.map((mot) => {
    const from = segment.tokens.lowerBound(mot);
    return termRangeNode(segment.scratch, family, from, segment.tokens.prefixEnd(mot, from));
  });
  return allOf(segment, nodes);
}

/** The offers in which every word is a whole word of a family. */
export function wholeWordsNode(segment: Segment, family: Postings, mots: readonly string[]): QueryNode {
  const nodes = mots.map((mot) => {
    const term = segment.tokens.find(mot);
    return term < 0 ? new NoneNode(segment.scratch) : termNode(segment.scratch, family, term);
  });
  return allOf(segment, nodes);
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
