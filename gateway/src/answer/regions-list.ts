import { askAll, writeQuestion } from '../regions/index.js';
import { type NationContext, noteMissing } from './context.js';
import { regionOf } from './region-report.js';

const QUESTION = writeQuestion('{ r: regions { codes solution generation dateGeneration nombreOffres } }');

/** `Query.regions`: every listed region, with its status now and, when it answers, what it serves. */
export async function listRegions(context: NationContext): Promise<object[]> {
  const asked = await askAll(context.fanOut, context.directory.all(), QUESTION, context, context.deadline.msLeft());
  noteMissing(context, asked);
  return asked.map(({ region, answer }) => {
    const said = (answer.data?.r as { nombreOffres: number | null }[] | undefined) ?? [];
    const { solution, generation, dateGeneration } = (said[0] ?? {}) as Record<string, unknown>;
    const counts = said.flatMap((one) => one.nombreOffres ?? []);
    // An instance says one entry a code, and is one region here.
    const nombreOffres = counts.length === 0 ? null : counts.reduce((sum, n) => sum + n, 0);
    return regionOf(region, { statut: answer.statut, solution, generation, dateGeneration, nombreOffres });
  });
}
