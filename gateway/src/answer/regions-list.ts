import { askAll, writeQuestion } from '../regions/index.js';
import { type NationContext, noteMissing } from './context.js';
import { regionOf } from './region-report.js';

const QUESTION = writeQuestion('{ r: regions { codes solution generation dateGeneration nombreOffres } }');

/** `Query.regions`: every listed region, with its status now and, when it answers, what it serves. */
export async function listRegions(context: NationContext): Promise<object[]> {
  const asked = await askAll(context.fanOut, context.directory.all(), QUESTION, context, context.deadline.msLeft());
  noteMissing(context, asked);
  return asked.map(({ region, answer }) => {
    const said = (answer.data?.r as Record<string, unknown>[] | undefined)?.[0] ?? {};
    const { solution, generation, dateGeneration, nombreOffres } = said;
    return regionOf(region, { statut: answer.statut, solution, generation, dateGeneration, nombreOffres });
  });
}
