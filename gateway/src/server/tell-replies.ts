import { isRecorded, nextStep, type TellAsker, type TraceSink } from '@inter-ror/graphql-endpoint';
import { regionName } from '../answer/index.js';
import type { AskRegion, ToldOfReply } from '../regions/index.js';
import type { GatewayOptions } from './gateway-options.js';

/**
 * Tells of each reply of a region; one that is not `OK` is logged at level `debug`, under the request that asked. In a
 * trace that is recorded, each question is a step of its own.
 */
export function tellReplies(
  ask: AskRegion,
  { logger, onReply, traces }: Pick<GatewayOptions, 'logger' | 'onReply' | 'traces'>,
): AskRegion {
  const traced = traces === undefined ? ask : traceQuestions(ask, traces);
  return async (region, question, asker, timeoutMs) => {
    const reply = await traced(region, question, asker, timeoutMs);
    onReply?.(region.member.id, reply);
    const { statut, code, latenceMs } = reply;
    if (statut !== 'OK') {
      const requete = asker.deadline.requestId;
      logger.debug({ requete, region: region.member.id, statut, code, ms: latenceMs }, 'région sans réponse entière');
    }
    return reply;
  };
}

function traceQuestions(ask: AskRegion, traces: TraceSink): AskRegion {
  return async (region, question, asker, timeoutMs) => {
    if (asker.step === undefined || !isRecorded(asker.step)) return ask(region, question, asker, timeoutMs);
    const trace = nextStep(asker.step);
    const start = Date.now();
    const reply = await ask(region, question, { ...asker, step: trace }, timeoutMs);
    const { statut, code, latenceMs, bytes } = reply;
    traces.ended({
      name: `question ${region.member.id}`,
      kind: 'CLIENT',
      trace,
      start,
      ms: latenceMs,
      failed: statut !== 'OK',
      attributes: {
        'inter_ror.region': region.member.regionCodes.join('-'),
        'inter_ror.statut': statut,
        ...(code === undefined ? {} : { 'inter_ror.code': code }),
        ...(bytes === undefined ? {} : { 'http.response.body.size': bytes.length }),
      },
    });
    return reply;
  };
}

/** Tells whoever waits for a national search of each region as it replies: the event `region`. */
export function tellReply(tell: TellAsker): ToldOfReply {
  return ({ region, reply: { statut, latenceMs } }) =>
    tell('region', { codes: region.member.regionCodes, nom: regionName(region), statut, latenceMs });
}
