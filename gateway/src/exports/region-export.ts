import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { Member, MutualTlsAgents } from '@inter-ror/mutual-tls';

/** What a region tells of its public export. */
export interface ExportDeRegion {
  generation: string;
  /** Of the generation, ISO 8601. */
  date: string;
  /** When the file was written, ISO 8601. */
  ecritLe: string;
  /** Of the compressed file. */
  octets: number;
  /** SHA-256 of the compressed file. */
  sha256: string;
}

/** One region of the list, whether it has an export or not. */
export type LigneExport = { codes: readonly string[]; nom: string } & (
  | ({ statut: 'OK'; lien: string } & ExportDeRegion)
  | { statut: 'EN_PREPARATION' }
  | { statut: 'INDISPONIBLE'; message: string }
);

const DEADLINE_MS = 2_000;
const DESCRIPTION_MAX = 16 * 1024;
/** A region that sends nothing of its file for so long is given up. */
const SILENCE_MAX_MS = 30_000;

/** Asks a region for its export; never rejects. */
export async function describeExport(member: Member, agents: MutualTlsAgents): Promise<LigneExport> {
  const line = { codes: member.regionCodes, nom: member.label };
  try {
    const res = await send(member, agents, 'GET', '/export/public.json', DEADLINE_MS);
    const body = await textOf(res);
    if (res.statusCode === 202) return { ...line, statut: 'EN_PREPARATION' };
    if (res.statusCode !== 200) throw new Error(`la région répond ${res.statusCode}`);
    const lien = `/exports/${member.regionCodes.join('-')}.xml.gz`;
    return { ...line, statut: 'OK', ...readDescription(body), lien };
  } catch (e) {
    return { ...line, statut: 'INDISPONIBLE', message: (e as Error).message };
  }
}

/** Opens the file of a region: the answer is to be read, or destroyed. @throws Error when it cannot be had */
export function openExport(
  member: Member,
  agents: MutualTlsAgents,
  method: 'GET' | 'HEAD',
  requestId: string,
): Promise<IncomingMessage> {
  return send(member, agents, method, '/export/public.xml.gz', SILENCE_MAX_MS, { 'x-request-id': requestId });
}

function send(
  member: Member,
  agents: MutualTlsAgents,
  method: 'GET' | 'HEAD',
  path: string,
  silenceMs: number,
  headers: Record<string, string> = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const [address] = member.endpoints;
    if (address === undefined) throw new Error('la liste blanche ne lui donne pas d’adresse, ou ne l’admet pas');
    const req = request(`${address}${path}`, { method, headers, agent: agents.agentFor(member.id) });
    const timer = setTimeout(() => req.destroy(new Error(`pas de réponse en ${silenceMs} ms`)), silenceMs);
    req.setTimeout(silenceMs, () => req.destroy(new Error(`plus rien depuis ${silenceMs} ms`)));
    req.on('error', (e) => {
      clearTimeout(timer);
      reject(e);
    });
    req.on('response', (res) => {
      clearTimeout(timer);
      resolve(res);
    });
    req.end();
  });
}

async function textOf(res: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of res.setEncoding('utf8')) {
    text += chunk;
    if (text.length > DESCRIPTION_MAX) throw new Error(`description de plus de ${DESCRIPTION_MAX} caractères`);
  }
  return text;
}

function readDescription(body: string): ExportDeRegion {
  const { generation, date, ecritLe, octets, sha256 } = JSON.parse(body) as Partial<Record<string, unknown>>;
  const texts = [generation, date, ecritLe, sha256].every((t) => typeof t === 'string' && t.length <= 100);
  if (!texts || !Number.isSafeInteger(octets) || !/^[0-9a-f]{64}$/.test(sha256 as string)) {
    throw new Error('description d’export illisible');
  }
  return { generation, date, ecritLe, octets, sha256 } as ExportDeRegion;
}
