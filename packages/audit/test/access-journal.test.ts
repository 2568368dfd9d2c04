import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccessTrace, AuditTrail, GroupedJournal, recordsOf, verifyTrail } from '../src/index.js';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ir-audit-'));
  file = join(dir, 'acces.jsonl');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

const access = (n: number) => {
  const trace = new AccessTrace();
  trace.search({ criteres: `d${n}`, codes: ['activiteOperationnelle:013'], total: n, rendues: 1 });
  return trace.event({ membre: `m${n % 3}`, profil: 2, role: null }, 'SERVI', { requete: `r${n}` });
};

describe('The journal of accesses', () => {
  it('chains many events written together, and verifies', async () => {
    const trail = new AuditTrail({ file, maxBytes: 20_000 });
    const journal = new GroupedJournal(trail, (error) => expect.fail(error.message));
    for (let n = 0; n < 500; n++) {
      journal.note(access(n));
      if (n % 50 === 0) journal.flush();
    }
    journal.flush();
    trail.close();
    expect(verifyTrail(file)).toMatchObject({ records: 500, broken: null });
    const read: string[] = [];
    for await (const { after } of recordsOf(file)) read.push((after as { requete: string }).requete);
    expect(read).toEqual(Array.from({ length: 500 }, (_, n) => `r${n}`));
  });

  it('writes by itself after a moment, counts what it cannot hold, and says what it cannot write', async () => {
    const errors: string[] = [];
    const written: number[] = [];
    const journal = new GroupedJournal(
      {
        appendAll: (events) => {
          written.push(events.length);
          if (written.length > 1) throw new Error('disque plein');
          return '';
        },
      },
      ({ message }) => errors.push(message),
    );
    for (let n = 0; n < 20_010; n++) journal.note(access(n));
    await vi.waitFor(() => expect(written).toEqual([20_001]), 10_000);
    journal.note(access(1));
    journal.flush();
    expect(errors).toEqual(['disque plein']);
  });

  it('forgets whole days once they are too old, and still verifies; cut by anybody else, it does not', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-01T10:00:00Z') });
    const trail = new AuditTrail({ file, keepDays: 30 });
    for (let day = 0; day < 60; day++) {
      vi.setSystemTime(Date.parse('2026-01-01T10:00:00Z') + day * 86_400_000);
      trail.appendAll([access(day), access(day)]);
    }
    trail.close();
    const files = readdirSync(dir);
    expect(files.length).toBeGreaterThan(28);
    expect(files.length).toBeLessThan(34);
    expect(verifyTrail(file).broken).toBeNull();
    const oldest = files.sort()[0]!;
    const kept = readFileSync(join(dir, oldest));
    rmSync(join(dir, oldest));
    expect(verifyTrail(file).broken).toMatchObject({ seq: 1, reason: expect.stringContaining('manquent') });
    writeFileSync(join(dir, oldest), kept);
    expect(verifyTrail(file).broken).toBeNull();
  });

  it('keeps nothing of a patient: neither text, nor age, nor place', () => {
    const told = JSON.stringify(access(1));
    for (const word of ['texte', 'age', 'latitude', 'proximite']) expect(told).not.toContain(`"${word}"`);
  });
});
