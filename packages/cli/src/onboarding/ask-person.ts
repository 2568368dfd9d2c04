import { createInterface } from 'node:readline/promises';
import { CommandFailure, EXIT } from '../output/index.js';

/** Something that a person, or a script, must tell. */
export interface Question {
  /** Name of the option that a script gives. */
  option: string;
  phrase: string;
  /** What is wrong with an answer, in words; undefined when it is right. */
  faute?(answer: string): string | undefined;
  byDefault?: string;
}

/**
 * Takes each answer from its option, else asks for it on a terminal, again as long as it is wrong.
 * @throws CommandFailure a script gave a wrong answer, or left one out
 */
export async function askPerson(
  questions: readonly Question[],
  given: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  try {
    for (const q of questions) {
      const told = given[q.option] ?? (terminal === undefined ? q.byDefault : undefined);
      if (told !== undefined) answers[q.option] = checked(q, told);
      else if (terminal === undefined) throw new CommandFailure(`--${q.option} manque : ${q.phrase}.`, EXIT.USAGE);
      else answers[q.option] = await insist(q, (text) => terminal.question(text));
    }
  } finally {
    terminal?.close();
  }
  return answers;
}

function checked(q: Question, answer: string): string {
  const fault = q.faute?.(answer);
  if (fault !== undefined) throw new CommandFailure(`--${q.option} « ${answer} » : ${fault}.`, EXIT.USAGE);
  return answer;
}

async function insist(q: Question, ask: (text: string) => Promise<string>): Promise<string> {
  const suffix = q.byDefault === undefined || q.byDefault === '' ? '' : ` [${q.byDefault}]`;
  for (;;) {
    const answer = (await ask(`${q.phrase}${suffix} : `)).trim() || (q.byDefault ?? '');
    const fault = answer === '' && q.byDefault === undefined ? 'il faut une réponse' : q.faute?.(answer);
    if (fault === undefined) return answer;
    console.log(`  ${fault}`);
  }
}
