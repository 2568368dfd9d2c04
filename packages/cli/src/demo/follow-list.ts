import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuthorityFiles, type NetworkWhitelist, openWhitelistNetwork } from '@inter-ror/whitelist';
import type { Logger } from 'pino';
import type { DemoMember } from './demo-members.js';

/** Where every member of the demo gets the whitelist. */
export interface ListSource {
  files: AuthorityFiles;
  /** Address of the publisher. */
  url: string;
  /** Folder in which each member keeps what it has received. */
  dir: string;
}

/** The files of one member, with its first list as the authority hands it over. */
export function listFilesOf(member: DemoMember, { files, dir }: ListSource) {
  const cacheFile = join(dir, `${member.id}.liste.json`);
  copyFileSync(files.list, cacheFile);
  return { cacheFile, trustFile: files.trust, stateFile: join(dir, `${member.id}.liste-vue.json`) };
}

/** Follows the list over the network as this member, in this process. */
export function followList(member: DemoMember, source: ListSource, logger: Logger): Promise<NetworkWhitelist> {
  return openWhitelistNetwork({
    urls: [source.url],
    ...listFilesOf(member, source),
    identity: member.identity,
    onStatus: ({ state }) => logger.warn({ etat: state, membre: member.id }, 'liste blanche'),
    onError: (err) => logger.warn({ err, membre: member.id }, 'liste blanche'),
  });
}
