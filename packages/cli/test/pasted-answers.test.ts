import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { cleanAnswer } from '../src/onboarding/ask-person.js';
import { openTerminal } from '../src/onboarding/terminal-lines.js';

it.each([
  ['  IESS\t', 'IESS'],
  ['"GRADeS Bretagne"\r', 'GRADeS Bretagne'],
  ['« https://ror.exemple.invalid:8443 »', 'https://ror.exemple.invalid:8443'],
  ['\uFEFF\u200B“53”', '53'],
  ['\'"a b"\'', 'a b'],
  ["Centre hospitalier d'Auray", "Centre hospitalier d'Auray"],
  ['"', '"'],
  ['""', ''],
])('an answer pasted as %j is %j', (pasted, meant) => {
  expect(cleanAnswer(pasted)).toBe(meant);
});

it('lines pasted together answer the questions in turn, whatever ends them; who leaves is told that nothing is written', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const terminal = openTerminal(input, output);
  const first = terminal.ask('Région : ');
  input.write('53\r\nIESS\r\nGRADeS\nastreinte');
  expect(await first).toBe('53');
  expect([await terminal.ask('Solution : '), await terminal.ask('Organisation : ')]).toEqual(['IESS', 'GRADeS']);
  const last = terminal.ask('Contact : ');
  input.write('@exemple.invalid\n');
  expect(await last).toBe('astreinte@exemple.invalid');
  const never = terminal.ask('Export : ');
  input.end();
  await expect(never).rejects.toThrow('rien n’est écrit');
});
