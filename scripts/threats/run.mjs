// Takes away, one after the other, the defences of docs/threats.md in a copy of this project, and checks that the test that
// proves each one then fails (and passes before).
//   node scripts/threats/run.mjs [number of a threat…]
// After « npm ci && npm run build ». Exit code 1 when a test does not see its defence gone.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MUTATIONS } from './mutations.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = { audit: 'packages/audit', 'mutual-tls': 'packages/mutual-tls', whitelist: 'whitelist' };
const TEST_MS = 180_000;

const asked = process.argv.slice(2).map(Number);
const wanted = MUTATIONS.filter(({ threat }) => asked.length === 0 || asked.includes(threat));
const copy = mkdtempSync(join(tmpdir(), 'ir-threats-'));
try {
  makeCopy();
  process.exitCode = check() ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** The rooms with what they are built from; what is installed is only linked. */
function makeCopy() {
  for (const file of ['package.json', 'tsconfig.base.json', 'vitest.config.ts', 'docs', ...Object.values(FOLDERS)]) {
    cpSync(join(ROOT, file), join(copy, file), { recursive: true, filter: (from) => !from.endsWith('node_modules') });
  }
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@inter-ror'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@inter-ror') symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  for (const [name, folder] of Object.entries(FOLDERS)) {
    symlinkSync(join(copy, folder), join(modules, '@inter-ror', name));
  }
}

function check() {
  const before = new Map();
  for (const { test } of wanted) if (!before.has(test)) before.set(test, statuses(test));
  let whole = true;
  for (const { test, title } of wanted) {
    if (statusOf(before.get(test), title) === 'passed') continue;
    console.log(`✗ ${test}: "${title}" does not pass as it is`);
    whole = false;
  }
  let seen = 0;
  for (const mutation of wanted) {
    const { threat, test, title, replace, built } = mutation;
    const originals = new Map();
    let what = '';
    try {
      for (const [file, from, to] of replace) {
        const path = join(copy, file);
        const text = readFileSync(path, 'utf8');
        if (!originals.has(path)) originals.set(path, text);
        if (text.split(from).length !== 2) throw new Error(`${file}: not once: ${from}`);
        writeFileSync(
          path,
          text.replace(from, () => to),
        );
      }
      if (built) build();
      what = statusOf(statuses(test, title), title) ?? `no report in ${TEST_MS / 1_000} s`;
    } catch (error) {
      what = error.message;
    }
    for (const [path, text] of originals) writeFileSync(path, text);
    if (built) build();
    if (what === 'failed') seen++;
    console.log(
      `${what === 'failed' ? '✓' : '✗'} ${threat} ${test}: "${title}"${what === 'failed' ? '' : ` (${what})`}`,
    );
  }
  const threats = new Set(wanted.map(({ threat }) => threat)).size;
  console.log(`${seen} of ${wanted.length} defences taken away were seen by their test, for ${threats} threats`);
  return seen === wanted.length && whole;
}

/** Types are not the question: what a mutation leaves unused does not stop it. */
function build() {
  for (const folder of Object.values(FOLDERS)) {
    const args = ['-p', join(copy, folder), '--noUnusedLocals', 'false'];
    spawnSync(join(ROOT, 'node_modules/.bin/tsc'), args, { cwd: copy, stdio: 'ignore' });
  }
}

/** How the tests of a file, or the one of this title, ended, by title. */
function statuses(test, title) {
  const [room, name] = test.split('/');
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const one = title === undefined ? [] : ['-t', title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')];
  spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      ...['run', `${FOLDERS[room]}/test/${name}.test.ts`, ...one, '--root', copy],
      ...['--reporter=json', `--outputFile=${report}`],
    ],
    { cwd: copy, timeout: TEST_MS, stdio: 'ignore' },
  );
  if (!existsSync(report)) return new Map();
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const ran = testResults.flatMap(({ assertionResults }) => assertionResults);
  return new Map(ran.filter(({ status }) => status !== 'skipped').map((it) => [it.title, it.status]));
}

/** A title may end one that its table begins. */
function statusOf(ended, title) {
  const found = [...ended].filter(([full]) => full.includes(title)).map(([, status]) => status);
  return found.includes('failed') ? 'failed' : found[0];
}
