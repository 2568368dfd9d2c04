import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../hive-peer', import.meta.url));

/** Hive Gateway is installed apart, by the bench alone: those who use inter-ror do not need it. @returns its folder */
export function installHive(): string {
  if (existsSync(join(FOLDER, 'node_modules'))) return FOLDER;
  console.error('Installation de Hive Gateway, une fois, dans bench/hive-peer…');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`Hive Gateway ne s’installe pas : « npm ci » dans ${FOLDER} finit par ${status}`);
  return FOLDER;
}
