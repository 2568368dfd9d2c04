import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { DemandeChargement } from './load-options.js';
import { ABANDONNER, type MessageChargement } from './thread-messages.js';

/** An idle thread is kept this long: the next load finds its code already compiled. */
const IDLE_MS = 30_000;

const idle: LoadThread[] = [];

/** Bounds of the memory of a thread: its large heap is what a load needs according to its size. */
export type LoadThreadLimits = ResourceLimits & { maxOldGenerationSizeMb: number };

/** A thread that loads, one load after another. While idle it does not keep the process alive. */
export class LoadThread {
  readonly #worker: Worker;
  readonly #heapMb: number;
  #retirement: NodeJS.Timeout | undefined;
  #ended = false;

  private constructor(limits: LoadThreadLimits) {
    this.#heapMb = limits.maxOldGenerationSizeMb;
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), { resourceLimits: limits, execArgv: [] });
    this.#worker.on('exit', () => {
      this.#ended = true;
    });
  }

  /** An idle thread with memory enough, or a new one in the place of those that have not. */
  static take(limits: LoadThreadLimits): LoadThread {
    for (let thread = idle.pop(); thread !== undefined; thread = idle.pop()) {
      clearTimeout(thread.#retirement);
      if (thread.#ended) continue;
      if (thread.#heapMb < limits.maxOldGenerationSizeMb) {
        void thread.#worker.terminate();
        continue;
      }
      thread.#worker.ref();
      return thread;
    }
    return new LoadThread(limits);
  }

  /**
   * Runs one load to its last message.
   * @throws Error when the thread itself fails
   */
  run(
    demande: DemandeChargement,
    onProgress: (message: Extract<MessageChargement, { type: 'progression' }>) => void,
    signal?: AbortSignal,
  ): Promise<Exclude<MessageChargement, { type: 'progression' }>> {
    const worker = this.#worker;
    const giveUp = (): void => worker.postMessage(ABANDONNER);
    return new Promise<Exclude<MessageChargement, { type: 'progression' }>>((resolve, reject) => {
      const stop = () => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        signal?.removeEventListener('abort', giveUp);
      };
      const onMessage = (message: MessageChargement): void => {
        if (message.type === 'progression') {
          onProgress(message);
          return;
        }
        stop();
        this.#rest();
        resolve(message);
      };
      const onError = (cause: Error): void => {
        stop();
        reject(cause);
      };
      const onExit = (code: number): void => onError(new Error(`le fil de chargement a fini (${code})`));
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      signal?.addEventListener('abort', giveUp, { once: true });
      worker.postMessage(demande);
    });
  }

  #rest(): void {
    this.#worker.unref();
    idle.push(this);
    this.#retirement = setTimeout(() => {
      idle.splice(idle.indexOf(this), 1);
      void this.#worker.terminate();
    }, IDLE_MS).unref();
  }
}
