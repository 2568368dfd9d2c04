import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROFILS } from '@inter-ror/access-policy';
import { INSTANCES } from '@inter-ror/demo-nation';
import { startGateway } from '@inter-ror/gateway';
import { charger, formatRapport } from '@inter-ror/regional-adapter';
import { startPublisher } from '@inter-ror/whitelist';
import { type Logger, pino } from 'pino';
import type { SourceConfig } from '../config/index.js';
import { startNationConsole, startPage } from '../page/index.js';
import { checkWritable, type Ready, readyFilesOf, writeReady } from '../ready/index.js';
import { untilAllAnswer } from './all-answer.js';
import { openDemoAuthority } from './demo-authority.js';
import { type DemoFolder, openDemoFolder } from './demo-folder.js';
import { admit, type DemoMember, type MemberWish } from './demo-members.js';
import type { DemoOptions } from './demo-options.js';
import { AVERTISSEMENT, type RegionSeat } from './demo-regions.js';
import { checkCodes, pendingSources } from './demo-sources.js';
import { followList, type ListSource } from './follow-list.js';
import { openHttpDoor } from './http-door.js';
import { type OwnProcess, startOwnGateway, startOwnRegion } from './own-process.js';
import { Progress } from './progress.js';
import { startShared } from './shared-process.js';
import { type LiveSource, startSimulatedSolutions } from './simulated-solutions.js';

/** Loads that may run side by side. */
const LOADS_AT_ONCE = 2;

/** The demo nation, up. */
export interface RunningNation {
  ready: Ready;
  /** Where `ask` finds this nation: the place given, and the default one when it was free. */
  readyFiles: readonly string[];
  seconds: string;
  close(): Promise<void>;
}

/**
 * Starts the whole nation on loopback: authority, 17 instances with their exports, gateway, door.
 * @param abandoned stops what has begun, removes what is temporary, and the promise rejects with its reason
 */
export async function startNation(o: DemoOptions, abandoned: AbortSignal): Promise<RunningNation> {
  checkCodes(o);
  const readyFiles = readyFilesOf(o.readyFile);
  readyFiles.forEach(checkWritable);
  const folder = openDemoFolder(o.dir, `${o.seed} ${o.offers}\n`);
  const closers: (() => Promise<void> | void)[] = [folder.close];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const work = raiseNation(o, folder, readyFiles, closers, abandoned);
    // Once abandoned, nobody looks at what it still meets.
    work.catch(() => {});
    const gone = new Promise<never>((_, reject) => {
      abandoned.addEventListener('abort', () => reject(abandoned.reason), { once: true });
    });
    return { ...(await Promise.race([work, gone])), readyFiles, close };
  } catch (e) {
    await close();
    throw e;
  }
}

async function raiseNation(
  o: DemoOptions,
  folder: DemoFolder,
  readyFiles: readonly string[],
  closers: (() => Promise<void> | void)[],
  abandoned: AbortSignal,
): Promise<Pick<RunningNation, 'ready' | 'seconds'>> {
  const progress = new Progress();
  const logger = pino({ level: 'warn', name: 'demo' });
  const found = await openDemoAuthority(folder.path);
  const { authority } = found;
  const exportsDir = join(folder.path, 'exports');
  mkdirSync(exportsDir, { recursive: true });

  const simulated = startSimulatedSolutions({ ...o, dir: join(folder.path, 'solutions') });
  closers.push(simulated.close);
  const pending = pendingSources(o, simulated.sources, folder.exportsReady, exportsDir);
  closers.push(pending.stop);
  const [client, publication, gatewayMember, ...others] = await admit(found, [
    { name: 'client', kind: 'consumer', label: 'client de démonstration', profile: 1 },
    { name: 'publication', kind: 'authority', label: 'publication de démonstration' },
    { name: 'gateway', kind: 'gateway', label: 'passerelle de démonstration', profile: 1 },
    ...PROFILS.map(
      (profile): MemberWish => ({
        name: `client-profil-${profile}`,
        kind: 'consumer',
        label: `client de profil ${profile} (démonstration)`,
        profile,
      }),
    ),
    ...INSTANCES.map(
      ({ codes, nom }): MemberWish => ({
        name: `region-${codes.join('-')}`,
        kind: 'region',
        label: `ROR ${nom} (fictif)`,
        regionCodes: codes,
        profile: 1,
      }),
    ),
  ]);
  const byProfile = others.slice(0, PROFILS.length);
  const members = others.slice(PROFILS.length);
  progress.done(`liste blanche : ${found.said} ; ${listed([client!, publication!, gatewayMember!, ...others])}`);

  const publisher = await startPublisher({
    authorityDir: found.dir,
    listen: { host: '127.0.0.1', port: 0 },
    identity: publication!.identity,
    logger,
  });
  closers.push(() => publisher.close());
  await authority.setEndpoints(publication!.id, [publisher.url]);
  const lists: ListSource = { files: authority.files, url: publisher.url, dir: found.lists };
  const seats = INSTANCES.map(
    (instance, i): RegionSeat => ({
      instance,
      member: members[i]!,
      storeDir: join(folder.path, 'donnees', instance.codes.join('-')),
    }),
  );
  const start = (seat: RegionSeat, source: SourceConfig) =>
    isIsolated(o, seat.instance.codes)
      ? startOwnRegion(seat, source, lists, folder.path)
      : startShared(seat, source, lists, logger);
  let offers = 0;
  let served = 0;
  const regions = await inPool(seats, LOADS_AT_ONCE, async (seat, rank) => {
    abandoned.throwIfAborted();
    const given = seat.instance.codes.map((code) => o.exports.get(code)).find((file) => file !== undefined);
    const forced = given === undefined || o.force !== true ? undefined : await loadByForce(seat, given);
    const region = await start(seat, await pending.sources[rank]!);
    closers.push(() => region.close());
    const loaded = await region.loaded;
    offers += loaded.offers;
    served++;
    progress.far(`${served} adaptateurs sur ${seats.length}, ${offers.toLocaleString('fr-FR')} offres`);
    if (given !== undefined) for (const line of forced ?? loaded.report) console.log(`  ${line}`);
    return region;
  });
  for (const [i, region] of regions.entries()) await authority.setEndpoints(members[i]!.id, [region.url]);
  if (o.exports.size === 0) folder.markExportsReady();
  const live = await allOf(simulated.sources);
  progress.done(
    `${regions.length} adaptateurs${o.isolated === true ? ', chacun dans son processus,' : ''} servent ${offers.toLocaleString('fr-FR')} offres : ${regions.length - live.size} lisent les exports CSD 2.4 de ${exportsDir}${followed(live)}`,
  );

  const gateway = o.isolated
    ? await startOwnGateway(gatewayMember!, client!, lists, folder.path)
    : await startSharedGateway(gatewayMember!, client!, lists, logger);
  closers.push(() => gateway.close());
  await authority.setEndpoints(gatewayMember!.id, [gateway.url]);
  const door = await openHttpDoor(gateway.url, client!.identity);
  closers.push(() => door.close());
  await untilAllAnswer(door.url, INSTANCES);
  progress.done('passerelle nationale à l’écoute, toutes les régions lui répondent');

  const ready: Ready = {
    gateway: {
      graphql: `${gateway.url}/graphql`,
      soap: `${gateway.url}/soap`,
      page: gateway.page,
      console: gateway.console,
    },
    regions: regions.map((r, i) => ({
      codes: INSTANCES[i]!.codes,
      nom: INSTANCES[i]!.nom,
      graphql: `${r.url}/graphql`,
      soap: `${r.url}/soap`,
      page: r.page,
      console: r.console,
      pid: r.pid,
    })),
    client: client!.files,
    clients: Object.fromEntries(byProfile.map(({ files }, profile) => [String(profile), files])),
    whitelist: { dir: found.dir },
    http: door.url,
    solutionsSimulees: [...live].map(([rank, { genre, adresses, controle, pid }]) => ({
      genre,
      codes: INSTANCES[rank]!.codes,
      ...adresses,
      controle,
      pid,
    })),
    pids: [
      ...new Set([process.pid, gateway.pid, ...regions.map((r) => r.pid), ...[...live.values()].map((s) => s.pid)]),
    ],
  };
  for (const file of readyFiles) closers.push(writeReady(file, ready));
  return { ready, seconds: progress.seconds };
}

function isIsolated({ isolated }: DemoOptions, codes: readonly string[]): boolean {
  return typeof isolated === 'boolean' ? isolated : codes.some((code) => isolated.includes(code));
}

/** Loads an export whatever its places, before its instance starts. @returns the report, for people */
async function loadByForce({ instance, storeDir }: RegionSeat, fichier: string): Promise<string[]> {
  return formatRapport(await charger({ storeDir, fichier, codesRegion: instance.codes, forcer: true }));
}

/** How many members were found in the folder, and how many are listed by this start. */
function listed(members: readonly DemoMember[]): string {
  const made = members.filter((m) => m.made).length;
  const kept = members.length - made;
  if (kept === 0) return `${made} membres inscrits (publication, passerelle, clients, régions)`;
  return `${kept} membres repris${made === 0 ? '' : `, ${made} inscrits à neuf (ce qui était gardé d’eux n’était pas entier, ou plus inscrit)`}`;
}

async function allOf(sources: ReadonlyMap<number, Promise<LiveSource>>): Promise<Map<number, LiveSource>> {
  return new Map(await Promise.all([...sources].map(async ([rank, source]) => [rank, await source] as const)));
}

/** Which instances follow which simulated solution. */
function followed(live: ReadonlyMap<number, LiveSource>): string {
  const kinds = new Map<string, string[]>();
  for (const [rank, { genre }] of live) kinds.set(genre, [...(kinds.get(genre) ?? []), INSTANCES[rank]!.nom]);
  if (kinds.size === 0) return '';
  const named = { iess: 'façon IeSS', ir: 'façon IR' } as Record<string, string>;
  const said = [...kinds].map(([genre, names]) => `${names.join(' et ')} (${named[genre]})`);
  return `, ${live.size} suivent une solution simulée : ${said.join(', ')}`;
}

/** Maps with at most `limit` at work at once; the results keep the order. After a failure, waits for what has begun. */
async function inPool<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, rank: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [rank, item] of queue) {
      if (failed) return;
      try {
        results[rank] = await work(item, rank);
      } catch (e) {
        failed = true;
        throw e;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: limit }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return results;
}

async function startSharedGateway(
  member: DemoMember,
  client: DemoMember,
  lists: ListSource,
  logger: Logger,
): Promise<OwnProcess & { page: string; console: string }> {
  const admission = await followList(member, lists, logger);
  const gateway = await startGateway({
    listen: { host: '127.0.0.1', port: 0 },
    identity: member.identity,
    admission,
    logger,
  });
  const page = await startPage({
    listen: { host: '127.0.0.1', port: 0 },
    identity: client.identity,
    admission,
    logger,
    avertissement: AVERTISSEMENT,
  });
  const console = await startNationConsole({
    listen: { host: '127.0.0.1', port: 0 },
    gateway,
    identity: () => member.identity,
    admission,
    logger,
    avertissement: AVERTISSEMENT,
  });
  return {
    url: gateway.url,
    page: page.url,
    console: console.url,
    pid: process.pid,
    close: async () => {
      page.close();
      console.close();
      await gateway.close(200);
      admission.close();
    },
  };
}
