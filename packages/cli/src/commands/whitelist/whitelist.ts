import { Command } from 'commander';
import { keys } from './keys.js';
import { audit, inspection, list } from './list.js';
import { certificates, founding, members } from './members.js';
import { example } from './options.js';

/** The authority: who may speak to whom. */
export function whitelistCommand(): Command {
  const whitelist = new Command('whitelist')
    .description('la liste blanche : qui peut parler à qui')
    .addHelpText(...example('init --dir autorite --instance TEST', 'list --dir autorite', 'doctor --dir autorite'));
  for (const add of [founding, members, certificates, keys, list, inspection, audit]) add(whitelist);
  return whitelist;
}
