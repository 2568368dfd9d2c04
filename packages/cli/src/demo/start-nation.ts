import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROFILS } from '@inter-ror/access-policy';
import { INSTANCES } from '@inter-ror/demo-nation';
import { startGateway } from '@inter-ror/gateway';
import { startPublisher } from '@inter-ror/whitelist';
import { type Logger, pino } from 'pino';
import { CommandFailure, EXIT } from '../output/index.js';
import { startPage } from '../page/index.js';
import { checkWritable, freeReadyFile, type Ready, writeReady } from '../ready/index.js';
import { untilAllAnswer } from './all-answer.js';
import { openDemoFolder } from './demo-folder.js';
import { DemoAuthority, type DemoMember, type MemberWish } from './demo-members.js';
import type { DemoOptions } from './demo-options.js';
import { AVERTISSEMENT, type RegionSeat } from './demo-regions.js';
import { writeExports } from './exports.js';
import { followList, type ListSource } from './follow-list.js';
import { openHttpDoor } from './http-door.js';
import { type OwnProcess, startOwnGateway, startOwnRegion } from './own-process.js';
import { Progress } from './progress.js';
import { startShared } from './shared-process.js';

/** Loads that may run side by side. */
const LOADS_AT_ONCE = 2;

/** The demo nation, up. */
export interface RunningNation {
  ready: Ready;
  /** Where `ask` finds this nation. */
  readyFile: string;
  seconds: string;
  close(): Promise<void>;
}

/** Starts the whole nation on loopback: authority, 17 instances with their exports, gateway, door. */
export async function startNation(o: DemoOptions): Promise<RunningNation> {
  checkExports(o.exports);
  const readyFile = o.readyFile ?? freeReadyFile();
  checkWritable(readyFile);
  const folder = openDemoFolder(o.dir, `${o.seed} ${o.offers}\n`);
  const closers: (() => Promise<void> | void)[] = [folder.remove];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const progress = new Progress();
    const logger = pino({ level: 'warn', name: 'demo' });
    const authority = await DemoAuthority.create(folder.path);
    const exportsDir = join(folder.path, 'exports');
    mkdirSync(exportsDir, { recursive: true });

    const pending = pendingExports(o, folder.exportsReady, exportsDir);
    const [client, publication, gatewayMember, ...others] = await authority.admit([
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
    progress.done(`liste blanche : autorité, publication, passerelle, clients et ${members.length} régions inscrits`);

    const publisher = await startPublisher({
      authorityDir: authority.dir,
      listen: { host: '127.0.0.1', port: 0 },
      identity: publication!.identity,
      logger,
    });
    closers.push(() => publisher.close());
    await authority.authority.setEndpoints(publication!.id, [publisher.url]);
    const lists: ListSource = { files: authority.authority.files, url: publisher.url, dir: authority.lists };
    const seats = INSTANCES.map(
      (instance, i): RegionSeat => ({
        instance,
        member: members[i]!,
        storeDir: join(folder.path, 'donnees', instance.codes.join('-')),
      }),
    );
    const start = (seat: RegionSeat, file: string) =>
      o.isolated ? startOwnRegion(seat, file, lists, folder.path) : startShared(seat, file, lists, logger);
    let offers = 0;
    const regions = await inPool(seats, LOADS_AT_ONCE, async (seat, rank) => {
      const region = await start(seat, await pending[rank]!);
      closers.push(() => region.close());
      const loaded = await region.loaded;
      offers += loaded;
      return region;
    });
    for (const [i, region] of regions.entries()) await authority.authority.setEndpoints(members[i]!.id, [region.url]);
    if (o.exports.size === 0) folder.markExportsReady();
    progress.done(
      `${regions.length} adaptateurs${o.isolated ? ', chacun dans son processus,' : ''} servent ${offers.toLocaleString('fr-FR')} offres lues dans les exports CSD 2.4 de ${exportsDir}`,
    );

    const gateway = o.isolated
      ? await startOwnGateway(gatewayMember!, client!, lists, folder.path)
      : await startSharedGateway(gatewayMember!, client!, lists, logger);
    closers.push(() => gateway.close());
    await authority.authority.setEndpoints(gatewayMember!.id, [gateway.url]);
    const door = await openHttpDoor(gateway.url, client!.identity);
    closers.push(() => door.close());
    await untilAllAnswer(door.url);
    progress.done('passerelle nationale à l’écoute, toutes les régions lui répondent');

    const ready: Ready = {
      gateway: { graphql: `${gateway.url}/graphql`, page: gateway.page },
      regions: regions.map((r, i) => ({
        codes: INSTANCES[i]!.codes,
        nom: INSTANCES[i]!.nom,
        graphql: `${r.url}/graphql`,
        page: r.page,
        console: r.console,
        pid: r.pid,
      })),
      client: client!.files,
      clients: Object.fromEntries(byProfile.map(({ files }, profile) => [String(profile), files])),
      whitelist: { dir: authority.dir },
      http: door.url,
      pids: [...new Set([process.pid, gateway.pid, ...regions.map((r) => r.pid)])],
    };
    closers.push(writeReady(readyFile, ready));
    return { ready, readyFile, seconds: progress.seconds, close };
  } catch (e) {
    await close();
    throw e;
  }
}

/** The export of each instance, as soon as it is whole. */
function pendingExports(o: DemoOptions, kept: boolean, dir: string): Promise<string>[] {
  const ranks: number[] = [];
  const waiting = new Map<number, { resolve(file: string): void; reject(e: unknown): void }>();
  const pending = INSTANCES.map(({ codes }, rank) => {
    const given = codes.map((c) => o.exports.get(c)).find((f) => f !== undefined);
    if (given !== undefined) return Promise.resolve(given);
    if (kept) return Promise.resolve(join(dir, `ror-${codes.join('-')}.xml`));
    ranks.push(rank);
    return new Promise<string>((resolve, reject) => waiting.set(rank, { resolve, reject }));
  });
  for (const promise of pending) promise.catch(() => {});
  if (ranks.length > 0) {
    writeExports({ dir, seed: o.seed, offers: o.offers, ranks }, (rank, file) =>
      waiting.get(rank)!.resolve(file),
    ).catch((e) => {
      for (const { reject } of waiting.values()) reject(e);
    });
  }
  return pending;
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
): Promise<OwnProcess & { page: string }> {
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
  return {
    url: gateway.url,
    page: page.url,
    pid: process.pid,
    close: async () => {
      page.close();
      await gateway.close(200);
      admission.close();
    },
  };
}

function checkExports(exports: ReadonlyMap<string, string>): void {
  const served = INSTANCES.flatMap((i) => i.codes);
  for (const code of exports.keys()) {
    if (!served.includes(code)) {
      throw new CommandFailure(
        `--export ${code}=… : aucune instance ne sert la région ${code} (${served.join(', ')}).`,
        EXIT.USAGE,
      );
    }
  }
}
