import { get } from 'node:https';
import { type AdmissionSource, MutualTlsAgents, type TlsIdentity } from '@inter-ror/mutual-tls';
import { EXIT, explainTls } from '../output/index.js';
import type { Constat } from './check-report.js';

const PATIENCE_MS = 5_000;

/** What the publisher answered, and the instant it says it is (epoch milliseconds). */
export interface PublicationHeard {
  constat: Constat;
  date: number | undefined;
}

/** Asks the publisher for the list, as the adapter will. */
export async function askPublication(
  address: string,
  identity: TlsIdentity,
  admission: AdmissionSource,
): Promise<PublicationHeard> {
  const url = new URL(address).origin;
  const publisher = admission.current().members.find((m) => m.kind === 'authority' && m.endpoints.includes(url));
  const remede = 'vérifiez listeBlanche.publication et le réseau vers cette adresse, ou demandez à l’autorité';
  const wrong = (dit: string, mend = remede): PublicationHeard => ({
    constat: { etat: 'faux', dit: `${url} : ${dit}`, remede: mend, code: EXIT.REFUSED },
    date: undefined,
  });
  if (publisher === undefined) return wrong('la liste ne porte pas cette adresse de publication');
  const agents = new MutualTlsAgents({ identity, source: admission });
  try {
    const { status, date } = await new Promise<{ status: number; date: string | undefined }>((resolve, reject) => {
      const req = get(`${url}/whitelist`, { agent: agents.agentFor(publisher.id) }, (res) => {
        res.resume();
        resolve({ status: res.statusCode ?? 0, date: res.headers.date });
      });
      req.setTimeout(PATIENCE_MS, () => req.destroy(new Error(`pas de réponse en ${PATIENCE_MS} ms`)));
      req.on('error', reject);
    });
    if (status !== 200) return wrong(`réponse ${status}`);
    return {
      constat: { etat: 'bon', dit: `${url} répond` },
      date: date === undefined ? undefined : Date.parse(date),
    };
  } catch (e) {
    const explained = explainTls(e as Error);
    return explained === undefined ? wrong((e as Error).message) : wrong(explained.dit, explained.remede);
  } finally {
    agents.close();
  }
}
