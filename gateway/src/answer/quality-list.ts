import { vuDuChamp } from '@inter-ror/access-policy';
import { QUALITY_QUESTION, readQuality } from '../quality/index.js';
import { askAll } from '../regions/index.js';
import { type NationContext, noteMissing } from './context.js';
import { own } from './own-value.js';

/** `Query.qualite`: the figures of every region; one that does not answer is there with its status. */
export async function qualityOfRegions(context: NationContext): Promise<object[]> {
  if (vuDuChamp('Query', 'qualite', context.profil) === 'JAMAIS') return [];
  const regions = context.directory.all();
  const asked = await askAll(context.fanOut, regions, QUALITY_QUESTION, context, context.deadline.msLeft());
  const read = asked.map(({ region, answer }) => ({ region, ...readQuality(answer, region.member.regionCodes) }));
  noteMissing(context, read);
  return read.map(({ region, answer, quality }) => {
    const { date = null, generation = null, lignes = [] } = quality ?? {};
    return own({
      codes: region.member.regionCodes,
      statut: answer.statut,
      date,
      generation,
      lignes: lignes.map((ligne) => own({ ...ligne })),
    });
  });
}
