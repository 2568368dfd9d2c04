import type { TlsIdentity } from '@inter-ror/mutual-tls';

/** Where a child reads who may speak to whom. */
export interface ListFiles {
  file: string;
  trustFile: string;
}

/** One region to serve. */
export interface RegionOrder {
  codes: readonly string[];
  nom: string;
  fichier: string;
  storeDir: string;
  identity: TlsIdentity;
}

/** What a child is asked first; it answers with the addresses that it serves. */
export type ChildOrder =
  | { serve: 'regions'; list: ListFiles; regions: readonly RegionOrder[] }
  | { serve: 'gateway'; list: ListFiles; identity: TlsIdentity; planning: boolean }
  | { serve: 'limit'; list: ListFiles; identity: TlsIdentity; asker: TlsIdentity; regions: readonly string[] };

/** What a child then answers to any message: what it spent until now. */
export interface Spent {
  cpuMs: number;
  rssBytes: number;
}

export function spent(): Spent {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
}
