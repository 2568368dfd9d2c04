/** Stands in the name of a state before the rank of changes of beds alone. */
const MARK = '~';
const RANKS = /~\d+/g;

/**
 * Words without which a question cannot be touched by a change of beds: capacities, the last change of a
 * unit (RG_EXP_024), the criteria and orders made of them, quality. A field whose name holds one of them by chance is
 * asked again for nothing, which costs time and never truth.
 */
const TOUCHED = /capacit|isponib|mise_?a_?jour|qualite/i;

/** Name of the state that follows this one by a change of beds alone. */
export function stateAfterBeds(state: string): string {
  const [settled, rank = '0'] = state.split(MARK) as [string, string?];
  return `${settled}${MARK}${Number(rank) + 1}`;
}

/** Names of states, without what tells apart those that differ by beds alone. */
export function withoutBeds(states: string): string {
  return states.replace(RANKS, '');
}

/** Whether a change of beds can change the answer to a question: its document and its variables. */
export function isTouchedByBeds(question: string): boolean {
  return TOUCHED.test(question);
}
