import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditTrail, tailOf, verifyTrail } from '@inter-ror/audit';
import type { Refusal } from '@inter-ror/mutual-tls';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sealLine } from '../../packages/audit/src/record.js';
import { segmentsOf } from '../../packages/audit/src/segments.js';
import { auditRefusals } from '../src/audit/index.js';

const dir = mkdtempSync(join(tmpdir(), 'audit-'));
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
let file: string;
let round = 0;
beforeEach(() => {
  file = join(dir, `${round++}`, 'audit.jsonl');
});

const event = (target: string) => ({ actor: 'A. Martin', action: 'revoke', target, before: { a: 1 }, after: null });

function written(count: number, maxBytes?: number): AuditTrail {
  const trail = new AuditTrail({ file, ...(maxBytes === undefined ? {} : { maxBytes }) });
  for (let i = 1; i <= count; i++) trail.append(event(`membre-${i}`));
  return trail;
}

const lines = () => readFileSync(file, 'utf8').trimEnd().split('\n');
const rewrite = (changed: string[]) => writeFileSync(file, `${changed.join('\n')}\n`);

describe('the audit trail', () => {
  it('chains its records from the first, for its owner’s eyes only', () => {
    const trail = written(3);
    expect(verifyTrail(file)).toEqual({ records: 3, head: trail.head, broken: null });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(lines()[1]!)).toMatchObject({ seq: 2, actor: 'A. Martin', target: 'membre-2', docVersion: null });
  });

  it('goes on from where it ended when it is opened again', () => {
    written(2).close();
    const again = new AuditTrail({ file });
    again.append(event('autre'));
    expect(again.seq).toBe(3);
    expect(verifyTrail(file)).toMatchObject({ records: 3, broken: null });
  });

  it('puts full files aside and keeps one chain across them', () => {
    const trail = written(30, 1_000);
    expect(segmentsOf(file).length).toBeGreaterThan(4);
    expect(verifyTrail(file)).toEqual({ records: 30, head: trail.head, broken: null });
    expect(tailOf(file, 25).map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, i) => i + 6));
    rmSync(segmentsOf(file)[1]!);
    expect(verifyTrail(file).broken).not.toBeNull();
  });

  it('removes a last line that a crash left half written, and says so', () => {
    const trail = written(2);
    trail.close();
    appendFileSync(file, '{"seq":3,"ts":"2026-');
    expect(verifyTrail(file).broken).toMatchObject({ seq: 3 });
    new AuditTrail({ file }).append(event('suite'));
    expect(verifyTrail(file)).toMatchObject({ records: 4, broken: null });
    expect(tailOf(file, 2).map(({ action }) => action)).toEqual(['ligne-tronquee', 'revoke']);
  });

  it('is not continued after a last line that is not a record', () => {
    written(1).close();
    appendFileSync(file, 'bonjour\n');
    expect(() => new AuditTrail({ file })).toThrow(expect.objectContaining({ code: 'AUDIT' }));
  });

  it('keeps the digest of what is too long for a line', () => {
    written(1).append({ ...event('long'), after: 'x'.repeat(400_000) });
    expect(verifyTrail(file)).toMatchObject({ records: 2, broken: null });
    expect(lines()[1]!.length).toBeLessThan(1_000);
    expect(JSON.parse(lines()[1]!).after.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a trail that was tampered with names its first broken record', () => {
  it('when a line was edited', () => {
    written(5);
    rewrite(lines().map((line) => line.replace('membre-3', 'membre-X')));
    expect(verifyTrail(file)).toMatchObject({ records: 2, broken: { seq: 3 } });
  });

  it('when a line was removed, swapped or repeated', () => {
    written(5);
    const good = lines();
    rewrite(good.toSpliced(1, 1));
    expect(verifyTrail(file).broken).toMatchObject({ seq: 2 });
    rewrite([good[0]!, good[2]!, good[1]!, good[3]!, good[4]!]);
    expect(verifyTrail(file).broken).toMatchObject({ seq: 2 });
    rewrite([...good, good[4]!]);
    expect(verifyTrail(file).broken).toMatchObject({ seq: 6 });
  });

  it('when a line was put in its place with a hash of its own', () => {
    written(5);
    const good = lines();
    const before = JSON.parse(good[1]!).hash;
    rewrite(good.with(2, sealLine(event('autre'), 3, before, new Date()).line));
    expect(verifyTrail(file).broken).toMatchObject({ seq: 4, reason: expect.stringContaining('ne suit pas') });
  });

  it('when its bytes were changed into others that read alike', () => {
    written(1).append(event('caractère \ufffd'));
    const good = readFileSync(file);
    const at = good.indexOf('\ufffd');
    writeFileSync(file, Buffer.concat([good.subarray(0, at), Buffer.of(0xff), good.subarray(at + 3)]));
    expect(readFileSync(file, 'utf8')).toBe(good.toString('utf8'));
    expect(verifyTrail(file).broken).toMatchObject({ seq: 2 });
  });

  it('when its end was cut, since the signed list carries its head', () => {
    const trail = written(5);
    const source = 'la liste version 9';
    expect(verifyTrail(file, [{ hash: trail.head, source }]).broken).toBeNull();
    rewrite(lines().slice(0, 3));
    expect(verifyTrail(file).broken).toBeNull();
    expect(verifyTrail(file, [{ hash: trail.head, source }]).broken).toMatchObject({
      seq: 4,
      reason: expect.stringContaining(source),
    });
    rmSync(file);
    expect(verifyTrail(file, [{ hash: trail.head, source }]).broken).toMatchObject({ seq: 1 });
  });

  it('when it was rewritten whole by someone who knows the chain', () => {
    const { head } = written(3);
    rmSync(file);
    const forged = new AuditTrail({ file });
    for (const target of ['membre-1', 'autre', 'membre-3']) forged.append(event(target));
    expect(verifyTrail(file, [{ hash: head, source: 'la liste' }]).broken).toMatchObject({ seq: 4 });
  });

  it('whatever byte was changed', () => {
    const { head } = written(4);
    const good = readFileSync(file);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const bad = Buffer.from(good);
        bad[at]! ^= mask;
        writeFileSync(file, bad);
        expect(verifyTrail(file, [{ hash: head, source: 'la liste' }]).broken).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

describe('refused connections', () => {
  const refusal = (at: number): Refusal => ({
    reason: 'NOT_LISTED',
    at,
    remoteAddress: '192.0.2.1',
    fingerprint: 'ab'.repeat(32),
    memberId: null,
    detail: null,
  });

  it('are written with their reason, at most twenty in ten seconds, the others counted', () => {
    const trail = new AuditTrail({ file });
    const audit = auditRefusals(trail);
    for (let i = 0; i < 500; i++) audit(refusal(1_000 + i));
    expect(trail.seq).toBe(20);
    expect(tailOf(file, 1)[0]).toMatchObject({ actor: '192.0.2.1', action: 'refus', after: { motif: 'NOT_LISTED' } });
    audit(refusal(12_000));
    expect(tailOf(file, 2).map(({ action, after }) => [action, after])).toEqual([
      ['refus-non-detailles', { nombre: 480 }],
      ['refus', { motif: 'NOT_LISTED', empreinte: 'ab'.repeat(32), detail: null }],
    ]);
    expect(verifyTrail(file).broken).toBeNull();
  });
});
