import { existsSync } from 'node:fs';
import { empreinteContrat } from '@inter-ror/exposure-model';
import type { AdmissionSource, TlsIdentity } from '@inter-ror/mutual-tls';
import { createNationClient, NationUnreachable } from '@inter-ror/nation-client';
import { nomGeneration, openStore } from '@inter-ror/regional-adapter';
import type { AdapterConfig } from '../config/index.js';
import { EXIT, explainTls } from '../output/index.js';
import type { Constat } from './check-report.js';

/** What the gateway said of this region, for the check that reads it. */
export interface NationSight {
  seen?: { statut: string; generation: string | null; code: string | null; message: string | null };
}

const QUESTION = `query CeQueLaPasserelleVoit($codes: [String!]!) {
  rechercherOffres(criteres: { territoire: { region: $codes } }, first: 1) {
    regions { codes statut generation code message }
  }
}`;

interface Answer {
  rechercherOffres: { regions: (NonNullable<NationSight['seen']> & { codes: string[] })[] };
}

/** Asks the gateway of the list, as this region, with the contract of this version. */
export async function checkGateway(
  codes: readonly string[],
  identity: TlsIdentity,
  admission: AdmissionSource,
  sight: NationSight,
): Promise<Constat> {
  const gateways = admission.current().members.filter((m) => m.kind === 'gateway' && m.endpoints.length > 0);
  if (gateways.length === 0) {
    return { etat: 'alerte', dit: 'la liste n’en nomme aucune', remede: 'demandez à l’autorité quand elle le fera' };
  }
  const client = createNationClient({ identity, admission });
  try {
    const { data, errors, contrat } = await client.ask<Answer>(QUESTION, { codes });
    if (contrat !== empreinteContrat) {
      const dit = `elle sert le contrat ${contrat ?? 'inconnu'}, cet adaptateur ${empreinteContrat}`;
      const remede =
        'mettez l’adaptateur, ou la passerelle, à la même version : une région d’un autre contrat est écartée';
      return { etat: 'faux', dit, remede, code: EXIT.REFUSED };
    }
    const seen = data?.rechercherOffres.regions.find((r) => r.codes.some((code) => codes.includes(code)));
    if (seen === undefined) {
      const dit = errors[0]?.message ?? 'elle ne connaît pas encore cette région';
      return {
        etat: 'faux',
        dit,
        remede: 'attendez qu’elle ait pris la liste, ou prévenez son exploitant',
        code: EXIT.REFUSED,
      };
    }
    sight.seen = seen;
    return { etat: 'bon', dit: `elle répond, avec le même contrat (${empreinteContrat.slice(0, 12)}…)` };
  } catch (e) {
    if (!(e instanceof NationUnreachable)) throw e;
    const { dit, remede } = explainTls(e) ?? {
      dit: e.message,
      remede: 'vérifiez le réseau vers la passerelle, ou prévenez son exploitant',
    };
    return { etat: 'faux', dit: `elle ne répond pas (${dit})`, remede, code: EXIT.REFUSED };
  } finally {
    client.close();
  }
}

/** Whether the gateway reaches this adapter, and sees what is loaded here. */
export function checkSeen({ donnees }: AdapterConfig, { seen }: NationSight): Constat {
  if (seen === undefined) return { etat: 'sans', dit: 'à voir quand une passerelle sera nommée' };
  const { statut, generation, code, message } = seen;
  if (statut !== 'OK' && statut !== 'ECARTEE') {
    const dit = `${statut}${code === null ? '' : ` (${code})`}${message === null ? '' : ` : ${message}`}`;
    const remede =
      code === 'HORS_PERIMETRE'
        ? 'demandez à l’autorité d’ajouter la région au périmètre de l’entrée'
        : 'lancez « adapter serve », et vérifiez que la passerelle atteint l’adresse inscrite dans la liste';
    return { etat: 'faux', dit, remede, code: EXIT.REFUSED };
  }
  const here = generationIn(donnees);
  if (generation === here)
    return { etat: 'bon', dit: `${statut}, génération ${generation ?? 'inconnue'}, celle d’ici` };
  return {
    etat: 'alerte',
    dit: `${statut}, génération ${generation ?? 'inconnue'} ; ici ${here ?? 'aucune'}`,
    remede: 'attendez quelques secondes ; sinon, est-ce bien cet adaptateur qui sert ?',
  };
}

function generationIn(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const store = openStore(folder);
  try {
    const info = store.infoCourante();
    return info && nomGeneration(info);
  } finally {
    store.close();
  }
}
