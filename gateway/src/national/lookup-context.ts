import type { StatedAsker } from '@inter-ror/asker';
import type { SelectionNode, VariableDefinitionNode } from 'graphql';
import type { Deadline } from '../deadline/index.js';
import type { Perimeter, RegionAnswer, RegionClient } from '../regions/index.js';

/** What one gathering of a national object carries to the regions and brings back. */
export interface LookupContext {
  deadline: Deadline;
  /** Milliseconds given to this round. */
  timeoutMs: number;
  perimeter: Perimeter;
  stated: StatedAsker;
  /** Regions that let a deadline pass earlier in this request: not asked again. */
  silent: ReadonlyMap<RegionClient, RegionAnswer>;
  /** What is selected of each element of the list. */
  selections: readonly SelectionNode[];
  /** The client's variables that the selection uses, and their values. */
  definitions: readonly VariableDefinitionNode[];
  variables: Readonly<Record<string, unknown>>;
  answered(region: RegionClient, answer: RegionAnswer): void;
}
