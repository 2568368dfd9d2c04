import { CommandFailure, EXIT } from '../output/index.js';
import { openTerminal } from './terminal-lines.js';

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
  const terminal = process.stdin.isTTY ? openTerminal(process.stdin, process.stdout) : undefined;
  try {
    for (const q of questions) {
      const told = given[q.option] ?? (terminal === undefined ? q.byDefault : undefined);
      if (told !== undefined) answers[q.option] = checked(q, told);
      else if (terminal === undefined) throw new CommandFailure(`--${q.option} manque : ${q.phrase}.`, EXIT.USAGE);
      else answers[q.option] = await insist(q, terminal.ask);
    }
  } finally {
    terminal?.close();
  }
  return answers;
}

function checked(q: Question, given: string): string {
  const answer = cleanAnswer(given);
  const fault = q.faute?.(answer);
  if (fault !== undefined) throw new CommandFailure(`--${q.option} « ${answer} » : ${fault}.`, EXIT.USAGE);
  return answer;
}

async function insist(q: Question, ask: (text: string) => Promise<string>): Promise<string> {
  const suffix = q.byDefault === undefined || q.byDefault === '' ? '' : ` [${q.byDefault}]`;
  for (;;) {
    const answer = cleanAnswer(await ask(`${q.phrase}${suffix} : `)) || (q.byDefault ?? '');
    const fault = answer === '' && q.byDefault === undefined ? 'il faut une réponse' : q.faute?.(answer);
    if (fault === undefined) return answer;
    console.log(`  ${fault}`);
  }
}

const QUOTED = /^(?:"(.*)"|'(.*)'|`(.*)`|«(.*)»|“(.*)”|‘(.*)’|<(.*)>)$/s;

/** An answer as it is meant: without the spaces, the quotes, the line ends and the invisible signs that a paste brings. */
export function cleanAnswer(pasted: string): string {
  const text = pasted
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
  const inside = QUOTED.exec(text)
    ?.slice(1)
    .find((part) => part !== undefined);
  return inside === undefined ? text : cleanAnswer(inside);
}
