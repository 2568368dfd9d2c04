import { readFileSync } from 'node:fs';
import type { Authority, AuthorityFiles } from '../authority/index.js';
import { readTrust, verifyList } from '../document/index.js';

const LOOK_MS = 60_000;

/**
 * Publishes again a list that has less than half of its life before it, now and as long as the publisher runs. A list
 * that has already expired is replaced before this returns.
 */
export async function renewWhenNeeded(
  authority: Authority,
  files: AuthorityFiles,
  onError: (error: Error) => void,
): Promise<{ stop(): void }> {
  const look = async () => {
    const trust = readTrust(readFileSync(files.trust), files.trust);
    const { document } = verifyList(readFileSync(files.list), trust, undefined, Date.now(), Number.POSITIVE_INFINITY);
    const [from, to] = [Date.parse(document.issuedAt), Date.parse(document.expires)];
    if (Date.now() > (from + to) / 2) await authority.publish();
  };
  await look();
  const timer = setInterval(() => void look().catch(onError), LOOK_MS).unref();
  return { stop: () => clearInterval(timer) };
}
