import { readFileSync, statSync } from 'node:fs';
import { get } from 'node:https';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { CommandFailure, causeOf, EXIT, explainTls } from '../output/index.js';

const MAX_BYTES = 8 * 1024 * 1024;
const PATIENCE_MS = 10_000;

/** The folder of an authority. */
export interface Dir {
  dir: string;
}

/** Who acts, when a verb lets it be told. */
export interface By {
  by?: string;
}

/** @throws CommandFailure with code 3 */
export function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (e) {
    throw new CommandFailure(`${file} : lecture impossible, ${causeOf(e)}.`, EXIT.VERIFICATION);
  }
}

/** Refuses to begin what would end by a file that cannot be written. @throws CommandFailure with code 2 */
export function checkFolderOf(file: string | undefined): void {
  if (file === undefined || statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory()) return;
  throw new CommandFailure(`${file} : le dossier ${dirname(file)} n’existe pas. Rien n’est fait.`, EXIT.USAGE);
}

/** The name given, else that of the account of this command. */
export function actorOf({ by }: By): string {
  if (by !== undefined) return by;
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'inconnu'}`;
  }
}

export interface HttpsAccess {
  ca?: string;
  cert?: string;
  key?: string;
}

/** What an https address answers; at most 8 MiB, in 10 s, no redirection followed. @throws CommandFailure */
export function download(url: string, access: HttpsAccess): Promise<Buffer> {
  const failed = (why: string) => new CommandFailure(`${url} : ${why}.`, EXIT.VERIFICATION);
  const tls = {
    ...(access.ca === undefined ? {} : { ca: read(access.ca) }),
    ...(access.cert === undefined ? {} : { cert: read(access.cert) }),
    ...(access.key === undefined ? {} : { key: read(access.key) }),
  };
  return new Promise((resolve, reject) => {
    const request = get(url, { ...tls, signal: AbortSignal.timeout(PATIENCE_MS) }, (response) => {
      if (response.statusCode !== 200) {
        request.destroy();
        reject(failed(`réponse ${response.statusCode}, 200 attendu`));
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_BYTES) request.destroy(failed(`plus de ${MAX_BYTES} octets`));
        chunks.push(chunk);
      });
      response.on('end', () => resolve(Buffer.concat(chunks)));
    });
    request.on('error', (e: NodeJS.ErrnoException) => {
      if (e instanceof CommandFailure) return reject(e);
      const explained = explainTls(e);
      if (explained !== undefined) return reject(failed(`${explained.dit} ; ${explained.remede}`));
      return reject(failed(e.code === 'ECONNREFUSED' ? 'rien n’y écoute' : e.message));
    });
  });
}
