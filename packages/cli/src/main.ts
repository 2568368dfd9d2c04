import { readFileSync } from 'node:fs';
import { type Command, CommanderError } from 'commander';
import { EXIT, reportFailure } from './output/index.js';
import { buildProgram } from './program.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
// Whoever reads the output may stop reading (`inter-ror ... | head`): the work goes on, and gives its own exit code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
  });
}
const program = buildProgram(version);
const strict = (command: Command) => {
  command.exitOverride();
  command.commands.forEach(strict);
};
strict(program);
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.OK : EXIT.USAGE) : reportFailure(error);
}
