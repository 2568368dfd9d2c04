import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDemoFolder } from '../src/demo/demo-folder.js';
import { CommandFailure } from '../src/output/index.js';

const DOOR = new URL('../dist/demo/demo-folder.js', import.meta.url).href;
const former = process.env.TMPDIR;
let place: string;
const held: ChildProcess[] = [];

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'ir-folders-'));
  process.env.TMPDIR = place;
});
afterAll(() => {
  if (former === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = former;
  for (const child of held) child.kill('SIGKILL');
  rmSync(place, { recursive: true, force: true });
});

/** Another process that works in a demo's folder, and where. */
async function demoElsewhere(dir?: string): Promise<{ path: string; child: ChildProcess }> {
  const script = `import { openDemoFolder } from ${JSON.stringify(DOOR)};
    console.log(openDemoFolder(${JSON.stringify(dir)}, '').path); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  held.push(child);
  const path = await new Promise<string>((resolve) =>
    child.stdout!.once('data', (said) => resolve(String(said).trim())),
  );
  return { path, child };
}

const killed = (child: ChildProcess) =>
  new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGKILL');
  });

describe('the folder of a demo', () => {
  it('removes at its start the folders that dead demos left, and never that of one that lives', async () => {
    const dead = await demoElsewhere();
    const alive = await demoElsewhere();
    await killed(dead.child);
    expect(existsSync(dead.path)).toBe(true);
    const folder = openDemoFolder(undefined, '');
    expect(
      readdirSync(place)
        .map((name) => join(place, name))
        .sort(),
    ).toEqual([alive.path, folder.path].sort());
    folder.close();
    expect(readdirSync(place)).toHaveLength(1);
  }, 60_000);

  it('goes away with a demo that is interrupted while it starts', async () => {
    const command = fileURLToPath(new URL('../bin/inter-ror.mjs', import.meta.url));
    const home = mkdtempSync(join(former ?? '/tmp', 'ir-home-'));
    const env = { ...process.env, TMPDIR: home, HOME: home };
    const child = spawn(process.execPath, [command, 'demo', '--offers', '500'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    held.push(child);
    let said = '';
    child.stdout!.on('data', (text) => {
      said += text;
    });
    await vi.waitFor(() => expect(readdirSync(home)).toHaveLength(1), { timeout: 30_000 });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(said).toContain('démarrage abandonné');
    expect(readdirSync(home)).toEqual([]);
    rmSync(home, { recursive: true });
  }, 60_000);

  it('is free again when its holder dies, however it dies', async () => {
    const kept = join(place, 'kept');
    const { child } = await demoElsewhere(kept);
    expect(() => openDemoFolder(kept, '')).toThrow(`(processus ${child.pid})`);
    await killed(child);
    openDemoFolder(kept, '').close();
  }, 60_000);

  it('is refused by name where nothing can be made, at once', () => {
    for (const dir of ['/proc/x', '/proc/x/y', join(process.execPath, 'x'), process.execPath]) {
      expect(() => openDemoFolder(dir, '')).toThrow(CommandFailure);
      expect(() => openDemoFolder(dir, '')).toThrow(`--dir ${dir} : le dossier ne peut pas être créé`);
    }
  });
});
