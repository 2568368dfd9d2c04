import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceConfig } from '../config/index.js';
import { CommandFailure } from '../output/index.js';
import type { DemoMember } from './demo-members.js';
import { AVERTISSEMENT, type Loaded, REDUCTION, type RegionSeat, type RunningRegion } from './demo-regions.js';
import { type ListSource, listFilesOf } from './follow-list.js';

const COMMAND = fileURLToPath(new URL('../../bin/inter-ror.mjs', import.meta.url));

const ANYWHERE = { hote: '127.0.0.1', port: 0 };

/** A process of the nation. */
export interface OwnProcess {
  url: string;
  pid: number;
  close(): Promise<void>;
}

/** Starts an instance in a process of its own, by the command and the configuration that a GRADeS uses. */
export async function startOwnRegion(
  seat: RegionSeat,
  source: SourceConfig,
  lists: ListSource,
  dir: string,
): Promise<RunningRegion> {
  const { codes, nom, solution } = seat.instance;
  const name = `adapter-${codes.join('-')}`;
  const config = writeConfig(dir, name, seat.member, lists, {
    seuilReduction: REDUCTION,
    region: { codes, nom, solution },
    donnees: seat.storeDir,
    source,
    page: { ecoute: ANYWHERE, avertissement: AVERTISSEMENT },
    console: { ecoute: ANYWHERE, avertissement: AVERTISSEMENT },
  });
  const log = join(dir, `${name}.log`);
  const child = spawnOwn(['adapter', 'serve', '--config', config], log);
  const loaded = messageOf(child, 'charge', log);
  const page = messageOf(child, 'page', log);
  const site = messageOf(child, 'console', log);
  const url = await messageOf(child, 'url', log);
  return {
    url: String(url),
    page: String(await page),
    console: String(await site),
    pid: child.pid!,
    close: () => stop(child),
    loaded: loaded.then((told) => loadedOf(told as Told, name, log)),
  };
}

/** What an adapter tells of its first load. */
interface Told {
  offers: number;
  rapport: string[] | null;
  echec: string | null;
}

function loadedOf({ offers, rapport, echec }: Told, name: string, log: string): Loaded {
  if (echec !== null) throw new CommandFailure(`${name} : chargement refusé (${echec}), voyez ${log}`);
  return { offers, report: rapport ?? [] };
}

/** Starts the gateway in a process of its own. */
export async function startOwnGateway(
  member: DemoMember,
  client: DemoMember,
  lists: ListSource,
  dir: string,
): Promise<OwnProcess & { page: string; console: string }> {
  const { key: cle, cert: certificat } = client.files;
  const page = { ecoute: ANYWHERE, avertissement: AVERTISSEMENT, cle, certificat };
  const config = writeConfig(dir, 'gateway', member, lists, {
    page,
    console: { ecoute: ANYWHERE, avertissement: AVERTISSEMENT, historique: join(dir, 'connexions.jsonl') },
  });
  const log = join(dir, 'gateway.log');
  const child = spawnOwn(['gateway', 'serve', '--config', config], log);
  const served = messageOf(child, 'page', log);
  const site = messageOf(child, 'console', log);
  const url = await messageOf(child, 'url', log);
  return {
    url: String(url),
    page: String(await served),
    console: String(await site),
    pid: child.pid!,
    close: () => stop(child),
  };
}

function writeConfig(dir: string, name: string, member: DemoMember, lists: ListSource, more: object): string {
  const path = join(dir, `${name}.yaml`);
  const { cacheFile, trustFile, stateFile } = listFilesOf(member, lists);
  const config = {
    ...more,
    ecoute: ANYWHERE,
    identite: { cle: member.files.key, certificat: member.files.cert, autorites: member.files.ca },
    listeBlanche: { fichier: cacheFile, confiance: trustFile, etat: stateFile, publication: lists.url },
    journal: 'warn',
  };
  writeFileSync(path, `${JSON.stringify(config, null, 2)}\n`);
  return path;
}

function spawnOwn(args: string[], log: string): ChildProcess {
  const out = openSync(log, 'a');
  const child = fork(COMMAND, args, { stdio: ['ignore', out, out, 'ipc'] });
  closeSync(out);
  return child;
}

/** What a process tells of itself once: where it listens (`url`), what it has loaded (`charge`). */
function messageOf(
  child: ChildProcess,
  name: 'url' | 'page' | 'console' | 'charge',
  log: string,
): Promise<string | Told> {
  const told = new Promise<string | Told>((resolve, reject) => {
    child.on('message', (message: Record<string, string | Told>) => {
      if (message[name] !== undefined) resolve(message[name]);
    });
    child.once('exit', (code) =>
      reject(new CommandFailure(`Le processus ${child.pid} s’est arrêté (code ${code}) : voyez ${log}`)),
    );
  });
  // One failure is enough to say: the others are not waited for any more.
  told.catch(() => {});
  return told;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const cut = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(cut);
}
