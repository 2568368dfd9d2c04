import { type Published, readAcks, waitForAcks } from '@inter-ror/whitelist';
import { CommandFailure } from '../output/index.js';

/**
 * Waits until the members that listen say that they apply a version, and prints who did and in how many milliseconds.
 * @param gone the member that the version withdraws: it is not waited for
 * @throws CommandFailure when one of them has not said so in time, or nobody listens
 */
export async function tellAcks(dir: string, published: Published, gone: string, timeoutMs: number): Promise<void> {
  const { version } = published;
  const listening = [...new Set(readAcks(dir).flatMap(({ member, connected }) => (connected ? [member] : [])))];
  const expected = listening.filter((member) => member !== gone);
  if (expected.length === 0) {
    throw new CommandFailure(
      `La liste version ${version} est publiée, mais aucun membre n’écoute la publication : personne n’a confirmé.`,
    );
  }
  const { applied, missing } = await waitForAcks(dir, published, expected, timeoutMs);
  for (const { member, ms } of applied) console.log(`  ${member} applique la version ${version} depuis ${ms} ms`);
  if (missing.length > 0) {
    throw new CommandFailure(
      `Sans confirmation en ${timeoutMs} ms : ${missing.join(', ')}. La liste version ${version} est publiée ; chacun l’applique dès qu’il la reçoit, ou ferme quand son délai de battement est passé.`,
    );
  }
}
