import type { IncomingMessage } from 'node:http';

/** @throws Error when the status is not 200, or the body longer than `bytesMax` */
export async function readText(res: IncomingMessage, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of res as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error(`réponse de plus de ${bytesMax} octets`);
    chunks.push(chunk);
  }
  if (res.statusCode !== 200) throw new Error(`HTTP ${res.statusCode}`);
  return Buffer.concat(chunks, bytes).toString('utf8');
}
