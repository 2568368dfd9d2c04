import { TYPE_SOAP } from '@inter-ror/csd';
import { ErreurSoap } from '@inter-ror/soap-facade';
import { type Asker, type Failure, outOfPerimeter, type RegionClient } from '../regions/index.js';

/** What one region sent to an envelope, or why it sent nothing. */
export interface SoapReply {
  region: RegionClient;
  reply: { bytes: Buffer } | Failure;
}

/** What regions sent to an envelope. */
export interface SoapAsked {
  replies: SoapReply[];
  /** Codes of the regions that were not asked: the asker may not ask them. */
  outside: string[];
}

/** Sends an envelope to every region that the asker may ask, in its name; resolves when all have replied. Never rejects. */
export async function askRegions(regions: readonly RegionClient[], envelope: string, asker: Asker): Promise<SoapAsked> {
  const outgoing = {
    path: '/soap',
    type: `${TYPE_SOAP}; charset=utf-8`,
    accept: TYPE_SOAP,
    bytes: Buffer.from(envelope),
  };
  const { deadline, stated, step, perimeter } = asker;
  const options = { timeoutMs: deadline.msLeft(), requestId: deadline.requestId, stated, step };
  const inside = regions.filter((region) => outOfPerimeter(region, perimeter) === undefined);
  return {
    replies: await Promise.all(inside.map(async (region) => ({ region, reply: await region.post(outgoing, options) }))),
    outside: codesOf(regions.filter((region) => !inside.includes(region))),
  };
}

/** Why nothing is answered while regions are silent. */
export function partial(silent: readonly Pick<SoapReply, 'region'>[]): ErreurSoap {
  const codes = codesOf(silent.map(({ region }) => region)).join(', ');
  return new ErreurSoap('REPONSE_PARTIELLE', 503, `Des régions n’ont pas répondu (${codes}) : réessayez.`);
}

function codesOf(regions: readonly RegionClient[]): string[] {
  return regions.flatMap(({ member }) => member.regionCodes);
}
