import { type CheckedOperation, limitExceeded } from '@inter-ror/graphql-endpoint';
import type { GraphQLSchema } from 'graphql';
import { createRequestCost } from './request-cost.js';

/** A page of 200 offers with everything that a search page shows costs 20,000. */
export const DEFAULT_COST_MAX = 1_000_000;

/** @throws GraphQLError `LIMITE_DEPASSEE` for an operation that costs more than `max` points */
export function limitCost(schema: GraphQLSchema, max: number): (operation: CheckedOperation) => void {
  const costOf = createRequestCost(schema);
  return (operation) => {
    const cost = costOf(operation);
    if (cost > max) {
      throw limitExceeded(
        'coût',
        max,
        cost,
        'Demandez moins de champs, de plus petites pages, moins de listes imbriquées.',
      );
    }
  };
}
