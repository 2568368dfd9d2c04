import { type ChildProcess, fork } from 'node:child_process';
import { accessSync, readFileSync, renameSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, createServer as createTcpServer } from 'node:net';
import { basename, join } from 'node:path';
import type { Authority } from '@inter-ror/whitelist';
import { COMMAND, runCommand } from './nation.js';

/** Whether the region can answer; since when, on the clock of `performance.now()`. */
export interface Health {
  state: 'good' | 'gone' | 'shaky';
  since: number;
}

/** One region of the nation, and the ways to hurt it and to mend it. */
export class ChaosRegion {
  readonly id: string;
  readonly name: string;
  health: Health = { state: 'good', since: 0 };
  #own: ChildProcess | undefined;

  constructor(
    readonly codes: readonly string[],
    private url: string,
    private pid: number,
    private readonly dir: string,
    private readonly authority: Authority,
  ) {
    this.name = codes.join('-');
    this.id = `region-${this.name}`;
  }

  get code(): string {
    return this.codes[0]!;
  }

  /** Base address of the adapter itself, whatever stands before it. */
  get address(): string {
    return this.url;
  }

  /** Dies at once; comes back as another process, at another address. */
  async kill(hold: () => Promise<void>): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    this.#is('gone');
    await hold();
    const child = fork(COMMAND, ['adapter', 'serve', '--config', join(this.dir, `adapter-${this.name}.yaml`)], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#own = child;
    this.pid = child.pid!;
    this.url = await new Promise<string>((resolve, reject) => {
      child.on('message', (message: { url?: string }) => message.url && resolve(message.url));
      child.once('exit', (code) => reject(new Error(`${this.id} ended with code ${code}`)));
    });
    child.removeAllListeners('exit');
    this.#is('shaky');
    await this.authority.setEndpoints(this.id, [this.url]);
  }

  /** Stands still, sockets open. */
  async pause(hold: () => Promise<void>): Promise<void> {
    process.kill(this.pid, 'SIGSTOP');
    this.#is('shaky');
    await hold();
    process.kill(this.pid, 'SIGCONT');
  }

  /** Leaves the whitelist, and comes back to it. */
  async suspend(hold: () => Promise<void>): Promise<void> {
    this.#is('shaky');
    await this.authority.suspend(this.id, 'chaos');
    await hold();
    await this.authority.resume(this.id);
  }

  /** Everything it says arrives late. */
  async slow(hold: () => Promise<void>): Promise<void> {
    const { port } = new URL(this.url);
    const proxy = createTcpServer((client) => {
      const upstream = connect(Number(port), '127.0.0.1');
      client.pipe(upstream);
      upstream.on('data', (chunk) => setTimeout(() => client.writable && client.write(chunk), 120));
      for (const [one, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        one.on('close', () => other.destroy());
        one.on('error', () => other.destroy());
      }
    });
    await this.#through(proxy, hold);
  }

  /** Another server under its own certificate answers anything but JSON. */
  async garbage(hold: () => Promise<void>): Promise<void> {
    const file = (name: string) => readFileSync(join(this.dir, name));
    const server = createServer(
      { key: file(`membres/region-${this.name}.key`), cert: file(`membres/region-${this.name}.pem`) },
      (_req, res) => res.end('<html>500</html>'),
    );
    await this.#through(server, hold);
  }

  /** Serves another generation: its next export, put in the place of the former, loaded as a GRADeS does. */
  async reload(made: string): Promise<void> {
    this.#is('shaky');
    const config = join(this.dir, `adapter-${this.name}.yaml`);
    // The export that its configuration names: it is the one that a new start serves.
    const source = join(this.dir, 'exports', basename(made));
    accessSync(source);
    renameSync(made, source);
    const { code, err } = await runCommand(['adapter', 'load', source, '--config', config, '--force']);
    if (code !== 0) throw new Error(err);
  }

  mended(): void {
    this.#is('good');
  }

  async end(): Promise<void> {
    this.#own?.kill('SIGKILL');
  }

  async #through(
    server: ReturnType<typeof createTcpServer> | ReturnType<typeof createServer>,
    hold: () => Promise<void>,
  ): Promise<void> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#is('shaky');
    await this.authority.setEndpoints(this.id, [`https://127.0.0.1:${(server.address() as AddressInfo).port}`]);
    await hold();
    await this.authority.setEndpoints(this.id, [this.url]);
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }

  #is(state: Health['state']): void {
    this.health = { state, since: performance.now() };
  }
}
