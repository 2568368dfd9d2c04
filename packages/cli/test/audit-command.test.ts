import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AccessTrace, AuditTrail } from '@inter-ror/audit';
import { afterAll, beforeAll, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../bin/inter-ror.mjs', import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8' });
const dir = mkdtempSync(join(tmpdir(), 'ir-audit-cli-'));
const file = join(dir, 'acces.jsonl');
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

beforeAll(() => {
  const trail = new AuditTrail({ file });
  for (const [membre, profil, code] of [
    ['samu-29', 1, 'champActivite:04'],
    ['=cmd', 0, 'activiteOperationnelle:013'],
  ] as const) {
    const trace = new AccessTrace();
    trace.search({ criteres: 'ab', codes: [code], total: 3, rendues: 2, regions: ['53 OK'] });
    trail.append(trace.event({ membre, profil, role: null }, 'SERVI', { requete: 'r1' }));
  }
  trail.close();
});

it('audit search finds the accesses of a member, of a profile, of a code, and says when there is none', () => {
  expect(run('audit', 'search', file).stdout.trim().split('\n')).toHaveLength(2);
  expect(run('audit', 'search', file, '--membre', 'samu-29').stdout).toContain('champActivite:04');
  expect(JSON.parse(run('audit', 'search', file, '--profil', '0', '--json').stdout)).toMatchObject({ actor: '=cmd' });
  expect(run('audit', 'search', file, '--code', '013').stdout).toContain('=cmd');
  expect(run('audit', 'search', file, '--depuis', '2100-01-01').status).toBe(1);
  expect(run('audit', 'search', join(dir, 'absent')).status).toBe(2);
});

it('audit export gives a table that a spreadsheet does not execute', () => {
  const [head, ...rows] = run('audit', 'export', file).stdout.trim().split('\n');
  expect(head).toMatch(/^numero;instant;membre/);
  expect(rows).toHaveLength(2);
  expect(rows[1]).toContain(";'=cmd;");
});

it('audit verify answers 3 once the end was cut, to who has noted the head', () => {
  const whole = readFileSync(file, 'utf8');
  const [head] = /[0-9a-f]{64}/.exec(run('audit', 'verify', file).stdout)!;
  expect(run('audit', 'verify', file, '--tete', head)).toMatchObject({ status: 0 });
  writeFileSync(file, whole.slice(0, whole.indexOf('\n') + 1));
  expect(run('audit', 'verify', file, '--tete', head)).toMatchObject({
    status: 3,
    stderr: expect.stringContaining(head),
  });
  writeFileSync(file, whole);
});

it('audit verify, search and export answer 3 once a line was changed', () => {
  expect(run('audit', 'verify', file)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('2 enregistrement'),
  });
  writeFileSync(file, readFileSync(file, 'utf8').replace('samu-29', 'samu-30'));
  expect(run('audit', 'verify', file)).toMatchObject({ status: 3, stderr: expect.stringContaining('n° 1') });
  for (const verb of ['search', 'export']) {
    const { status, stdout, stderr } = run('audit', verb, file);
    expect([status, stdout.includes('=cmd'), stderr.includes('1 ligne(s)')]).toEqual([3, true, true]);
  }
});
