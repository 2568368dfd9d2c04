import { TYPE_SOAP } from '@inter-ror/csd';
import { type Asker, type Failure, outOfPerimeter, type RegionClient } from '../regions/index.js';

/** What one region sent to an envelope, or why it sent nothing. */
export interface SoapReply {
  region: RegionClient;
  reply: { bytes: Buffer } | Failure;
}

/** Sends an envelope to every region that the asker may ask, in its name; resolves when all have replied. Never rejects. */
export function askRegions(regions: readonly RegionClient[], envelope: string, asker: Asker): Promise<SoapReply[]> {
  const outgoing = {
    path: '/soap',
    type: `${TYPE_SOAP}; charset=utf-8`,
    accept: TYPE_SOAP,
    bytes: Buffer.from(envelope),
  };
  const { deadline, stated, step, perimeter } = asker;
  const options = { timeoutMs: deadline.msLeft(), requestId: deadline.requestId, stated, step };
  return Promise.all(
    regions
      .filter((region) => outOfPerimeter(region, perimeter) === undefined)
      .map(async (region) => ({ region, reply: await region.post(outgoing, options) })),
  );
}

/** Codes of regions, for a message. */
export function codesOf(replies: readonly Pick<SoapReply, 'region'>[]): string {
  return replies.flatMap(({ region }) => region.member.regionCodes).join(', ');
}
