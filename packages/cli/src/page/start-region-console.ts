import type { AdmissionSource, TlsIdentity } from '@inter-ror/mutual-tls';
import { createNationClient, NationUnreachable } from '@inter-ror/nation-client';
import {
  createRegionConsole,
  type EtatConsole,
  nomGeneration,
  type RegionalAdapter,
  type VueNationale,
} from '@inter-ror/regional-adapter';
import type { Logger } from 'pino';
import type { SiteListen } from './known-host.js';
import { serveSite } from './serve-site.js';
import type { RunningPage } from './start-page.js';

export interface RegionConsoleStart {
  listen: SiteListen;
  adapter: RegionalAdapter;
  region: { nom: string; solution: string | null };
  source: EtatConsole['source'];
  identity: TlsIdentity;
  admission: AdmissionSource;
  logger: Logger;
  theme?: string | undefined;
  avertissement?: string | undefined;
}

const QUESTION = '{ regions { codes statut generation dateGeneration nombreOffres } }';

/** Serves the console of an adapter, in plain HTTP. */
export async function startRegionConsole(o: RegionConsoleStart): Promise<RunningPage> {
  const client = createNationClient({ identity: o.identity, admission: o.admission });
  const { adapter } = o;
  const app = createRegionConsole({
    nom: o.region.nom,
    qualite: () => adapter.qualite(),
    theme: o.theme,
    avertissement: o.avertissement,
    onError: (err) => o.logger.warn({ err }, 'console'),
    etat: async () => {
      const info = adapter.generation();
      const list = o.admission.current();
      return {
        ...o.region,
        codes: adapter.codes,
        source: o.source,
        synchronisation: adapter.synchronisation() ?? null,
        generation: info === undefined ? null : { ...info, nom: nomGeneration(info) },
        rapport: adapter.rapport() ?? null,
        dernierEchec: adapter.dernierEchec(),
        offresParChamp: adapter.offresParChamp(),
        ...(await nationOf(adapter.codes)),
        liste: { instance: list.instance, version: list.version, expire: new Date(list.expires).toISOString() },
      };
    },
  });

  async function nationOf(codes: readonly string[]): Promise<Pick<EtatConsole, 'nation' | 'nationMuette'>> {
    try {
      const { data, errors } = await client.ask<{ regions: (VueNationale & { codes: string[] })[] }>(QUESTION, {});
      const mine = data?.regions.find((r) => r.codes.some((code) => codes.includes(code)));
      if (mine !== undefined) return { nation: mine, nationMuette: null };
      return { nation: null, nationMuette: errors[0]?.message ?? 'La nation ne connaît pas cette région.' };
    } catch (e) {
      if (!(e instanceof NationUnreachable)) throw e;
      return { nation: null, nationMuette: `La passerelle nationale ne répond pas : ${e.message}.` };
    }
  }

  const site = await serveSite(app, o.listen);
  return {
    url: site.url,
    renew: client.renew,
    close: () => {
      site.close();
      client.close();
    },
  };
}
