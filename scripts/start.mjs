// Builds what is not built, then starts the demo nation: `npm start -- --help` lists its options.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';

const root = resolve(dirname(new URL(import.meta.url).pathname), '..');
const build = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
  cwd: root,
  stdio: 'inherit',
});
if (build.status !== 0) {
  console.error('The build failed: run npm ci first, with Node 20.19 or later.');
  process.exit(build.status ?? 1);
}
const demo = spawn(process.execPath, [join(root, 'packages/cli/bin/inter-ror.mjs'), 'demo', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));

// A shell between npm and this script keeps signals for itself: when npm is gone, the nation goes too.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) demo.kill('SIGTERM');
}, 1_000).unref();
