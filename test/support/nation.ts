import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const COMMAND = fileURLToPath(new URL('../../packages/cli/bin/inter-ror.mjs', import.meta.url));

export interface Ready {
  gateway: { graphql: string; soap: string; page: string; console: string };
  regions: { codes: string[]; graphql: string; soap: string; page: string; console: string; pid: number }[];
  solutionsSimulees: { genre: 'iess' | 'ir'; codes: string[]; controle: string; pid: number }[];
  client: { ca: string; cert: string; key: string };
  clients: Record<string, { ca: string; cert: string; key: string }>;
  whitelist: { dir: string };
  http: string;
  pids: number[];
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON read by assertions
  body: any;
}

/** A demo nation started by its command, asked over mutual TLS with its client's certificate. */
export interface Nation {
  ready: Ready;
  readyFile: string;
  dir: string;
  /** Everything the command printed. */
  printed(): string;
  ask(query: string, variables?: object): Promise<Answer>;
  askRegion(code: string, query: string, variables?: object): Promise<Answer>;
  /** Ends the nation as Ctrl-C does; gives the exit code. */
  stop(): Promise<number | null>;
  /** Ends its first process at once, as a fault does. */
  kill(): Promise<void>;
}

export async function startNation(args: string[]): Promise<Nation> {
  const dir = mkdtempSync(join(tmpdir(), 'ir-nation-'));
  const readyFile = join(dir, 'ready.json');
  const child = fork(COMMAND, ['demo', '--ready-file', readyFile, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // The ready file that every demo leaves at home stays out of that of whoever runs the tests.
    env: { ...process.env, HOME: dir },
  });
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    printed += chunk;
  });
  await until(
    child,
    () => printed.includes('Ctrl-C arrête tout'),
    () => printed,
  );
  const ready = JSON.parse(readFileSync(readyFile, 'utf8')) as Ready;
  const agent = new Agent({
    keepAlive: true,
    ca: readFileSync(ready.client.ca),
    cert: readFileSync(ready.client.cert),
    key: readFileSync(ready.client.key),
  });
  return {
    ready,
    readyFile,
    dir,
    printed: () => printed,
    ask: (query, variables) => post(ready.gateway.graphql, agent, query, variables),
    askRegion: (code, query, variables) =>
      post(ready.regions.find((r) => r.codes.includes(code))!.graphql, agent, query, variables),
    stop: async () => {
      agent.destroy();
      const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
      child.kill('SIGINT');
      const code = child.exitCode ?? (await ended);
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
      return code;
    },
    kill: async () => {
      agent.destroy();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export function post(
  url: string,
  agent: Agent,
  query: string,
  variables: object = {},
  more: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...more } },
      (res) => {
        let text = '';
        res.setEncoding('utf8');
        res.on('data', (chunk: string) => {
          text += chunk;
        });
        res.on('end', () => resolve({ status: res.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    req.on('error', reject);
    req.end(JSON.stringify({ query, variables }));
  });
}

/** Runs the command to its end. */
export function runCommand(
  args: string[],
  o: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = fork(COMMAND, args, { ...o, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

function until(child: ChildProcess, done: () => boolean, said: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const poll = setInterval(() => {
      if (!done()) return;
      clearInterval(poll);
      resolve();
    }, 50);
    child.once('exit', (code) => {
      clearInterval(poll);
      reject(new Error(`inter-ror demo ended with code ${code}:\n${said()}`));
    });
  });
}

/** Whether a process lives. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
