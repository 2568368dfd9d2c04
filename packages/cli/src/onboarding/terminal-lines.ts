import { createInterface } from 'node:readline';
import { CommandFailure } from '../output/index.js';

/** A person at a terminal, asked one thing after another. */
export interface Terminal {
  /** @throws CommandFailure when the person leaves */
  ask(text: string): Promise<string>;
  close(): void;
}

/** Asks on a terminal. Lines that come before they are asked for, as when several are pasted, answer what comes next. */
export function openTerminal(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Terminal {
  const lines = createInterface({ input, output, terminal: true });
  const waiting: string[] = [];
  let next: { resolve(line: string): void; reject(reason: Error): void } | undefined;
  let left = false;
  lines.on('line', (line) => {
    if (next === undefined) waiting.push(line);
    else next.resolve(line);
    next = undefined;
  });
  lines.once('close', () => {
    left = true;
    next?.reject(interrupted());
  });
  return {
    ask: (text) => {
      lines.setPrompt(text);
      lines.prompt();
      const line = waiting.shift();
      if (line !== undefined) return Promise.resolve(line);
      if (left) return Promise.reject(interrupted());
      return new Promise((resolve, reject) => {
        next = { resolve, reject };
      });
    },
    close: () => lines.close(),
  };
}

function interrupted(): CommandFailure {
  return new CommandFailure('\nRéponses interrompues : rien n’est écrit.');
}
