import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import got, { type Got } from 'got';
import { CommandFailure, EXIT, type Explained, explainTls, readPem } from '../output/index.js';
import { nationLives, READY_FILE } from '../ready/index.js';

/** Where the gateway is, and the certificate to ask it with. */
export interface AccessOptions {
  gateway?: string;
  ca?: string;
  cert?: string;
  key?: string;
  readyFile?: string;
}

/** A client of the gateway. */
export interface NationAccess {
  ask<T>(query: string, variables: Record<string, unknown>): Promise<T>;
}

interface Ready {
  gateway: { graphql: string };
  client: { ca: string; cert: string; key: string };
}

/**
 * Finds the gateway: the addresses given, else a ready file, else the demo nation that runs on this machine.
 * @throws CommandFailure naming what is missing
 */
export function openNation(o: AccessOptions): NationAccess {
  const ready = o.gateway === undefined ? readReady(o.readyFile) : undefined;
  const url = ready?.gateway.graphql ?? graphqlUrl(o.gateway!);
  const file = (name: 'ca' | 'cert' | 'key') => {
    const path = o[name] ?? ready?.client[name];
    if (path === undefined)
      throw new CommandFailure(`--${name} manque : donnez ${url} avec --ca, --cert et --key.`, EXIT.USAGE);
    return readPem(`--${name}`, path);
  };
  const certificate = file('cert');
  const client = got.extend({
    https: { certificateAuthority: file('ca'), certificate, key: file('key') },
    headers: { 'accept-encoding': 'gzip', accept: 'application/json' },
    decompress: true,
    followRedirect: false,
    retry: { limit: 0 },
    timeout: { request: 10_000 },
    throwHttpErrors: false,
  });
  return { ask: (query, variables) => ask(client, url, query, variables, certificate) };
}

async function ask<T>(
  client: Got,
  url: string,
  query: string,
  variables: Record<string, unknown>,
  certificate: Buffer,
): Promise<T> {
  let text: string;
  try {
    text = await client.post(url, { json: { query, variables } }).text();
  } catch (e) {
    const { code, message } = e as NodeJS.ErrnoException;
    const explained = outOfDate(certificate) ?? explainTls(e as Error);
    if (explained !== undefined) throw new CommandFailure(`${url} : ${explained.dit}. ${sentence(explained.remede)}.`);
    const why = code === 'ECONNREFUSED' ? 'rien n’y écoute : la passerelle est-elle lancée ?' : message;
    throw new CommandFailure(`${url} : ${why} (${code ?? 'ERREUR'})`);
  }
  let body: { data?: T | null; errors?: { message: string; extensions?: { code?: string } }[] };
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    throw new CommandFailure(`${url} : réponse illisible.`);
  }
  const error = body.errors?.[0];
  if (error !== undefined) throw new CommandFailure(`${error.extensions?.code ?? 'ERREUR'} : ${error.message}`);
  if (body.data === undefined || body.data === null) throw new CommandFailure(`${url} : réponse sans données.`);
  return body.data;
}

/** Our own certificate, when its dates explain that it is refused. */
function outOfDate(pem: Buffer): Explained | undefined {
  try {
    const { validFrom, validTo } = new X509Certificate(pem);
    const now = Date.now();
    if (Date.parse(validFrom) <= now && now < Date.parse(validTo)) return undefined;
    return {
      dit: `votre certificat vaut du ${validFrom} au ${validTo}, et il est ici ${new Date(now).toISOString()}`,
      remede: 'renouvelez-le auprès de l’autorité, ou mettez l’horloge de cet hôte à l’heure (NTP)',
    };
  } catch {
    return undefined;
  }
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

function readReady(given: string | undefined): Ready {
  const path = given ?? READY_FILE;
  try {
    if (given === undefined && !nationLives(path)) throw new Error(path);
    return JSON.parse(readFileSync(path, 'utf8')) as Ready;
  } catch {
    throw new CommandFailure(
      given === undefined
        ? `Aucune nation de démonstration n’est annoncée ici (${READY_FILE}) : lancez « npm start », donnez le fichier d’une autre (--ready-file), ou --gateway, --ca, --cert et --key.`
        : `${path} : fichier absent ou illisible.`,
      EXIT.USAGE,
    );
  }
}

function graphqlUrl(given: string): string {
  if (!URL.canParse(given) || new URL(given).protocol !== 'https:') {
    throw new CommandFailure(`--gateway ${given} : donnez une adresse https://hôte:port.`, EXIT.USAGE);
  }
  return given.endsWith('/graphql') ? given : `${given.replace(/\/$/, '')}/graphql`;
}
