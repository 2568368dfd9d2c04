import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdmissionBox, buildSnapshot, fingerprintOf } from '@inter-ror/mutual-tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Authority, readKeptVersion, verifyOwn } from '../src/authority/index.js';
import type { WhitelistDocument } from '../src/document/index.js';
import { DAY_MS, expirations, watchExpirations } from '../src/expiry/index.js';
import { diffDocuments, examine, exportList, verifyAudit } from '../src/inspection/index.js';
import { ecCsr, ecPair, makeExternalPki } from './harness/external-pki.js';
import { listCertificate, listEntry } from './harness/signed-list.js';

let dir: string;
let authority: Authority;
let igc: Awaited<ReturnType<typeof makeExternalPki>>;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'inspection-'));
  [authority, igc] = await Promise.all([Authority.init({ dir, instance: 'TEST' }), makeExternalPki('IGC')]);
  const { id } = await authority.enroll({
    csr: await ecCsr('P-256'),
    kind: 'region',
    regionCodes: ['53'],
    label: '=FORMULE("ROR")',
  });
  await authority.approve(id, 'A. Martin');
});
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

const documentOf = (version: number): WhitelistDocument =>
  verifyOwn(authority.files, readKeptVersion(authority.files, version)).document;
const latest = () => JSON.parse(readFileSync(authority.files.state, 'utf8')).version as number;

describe('what ends soon', () => {
  const now = Date.parse('2027-01-01T00:00:00Z');
  const inDays = (days: number) => new Date(now + days * DAY_MS).toISOString();
  const certificate = (seed: string, days: number, more = {}) =>
    listCertificate(seed, { notAfter: inDays(days), ...more });
  const entry = (id: string, days: number, more = {}) =>
    listEntry(id, { certs: [certificate(id, days)], notAfter: inDays(1_000), ...more });
  const listOf = (...entries: object[]) => ({ entries }) as WhitelistDocument;

  it.each([
    [91, undefined],
    [90, 90],
    [31, 90],
    [30, 30],
    [7, 7],
    [1, 1],
    [0.5, 1],
    [0, 0],
    [-3, 0],
  ])('in %d days reaches the alarm %s', (days, alarm) => {
    expect(expirations(listOf(entry('a', days)), '', now)[0]?.alarm).toBe(alarm);
  });

  it('is told soonest first, of members that are listed, in each slot, authorities included', async () => {
    const found = expirations(
      listOf(
        entry('tard', 80),
        entry('double', 20, { certs: [certificate('x', 20), certificate('y', 60, { slot: 'next' })] }),
        entry('suspendu', 5, { status: 'suspended' }),
        entry('revoque', 3, { status: 'revoked' }),
      ),
      igc.ca,
      now,
    );
    const authorities = found.filter(({ what }) => what === 'autorite');
    expect(found.filter(({ what }) => what === 'membre').map(({ id, slot, days }) => [id, slot, days])).toEqual([
      ['suspendu', 'current', 5],
      ['double', 'current', 20],
      ['double', 'next', 60],
      ['tard', 'current', 80],
    ]);
    expect(authorities.map(({ fingerprint }) => fingerprint).sort()).toEqual(
      [fingerprintOf(igc.rootPem), fingerprintOf(igc.intermediatePem)].sort(),
    );
  });

  it('counts the end of the entry when it comes before that of its certificate', () => {
    expect(expirations(listOf(entry('a', 50, { notAfter: inDays(10) })), '', now)).toMatchObject([
      { days: 10, alarm: 30 },
    ]);
  });

  it('is cut at the delay asked', () => {
    expect(expirations(listOf(entry('a', 20), entry('b', 40)), '', now, 30 * DAY_MS).map(({ id }) => id)).toEqual([
      'a',
    ]);
  });

  describe('is logged by a process that runs', () => {
    beforeEach(() => void vi.useFakeTimers({ now }));
    afterEach(() => void vi.useRealTimers());

    it('at once then daily, as an error from seven days on', () => {
      const member = { id: 'region-53', kind: 'region', label: 'x', regionCodes: ['53'], endpoints: [] } as const;
      const admission = new AdmissionBox(
        buildSnapshot({
          version: 1,
          instance: 'TEST',
          expires: now + 400 * DAY_MS,
          entries: [
            {
              member: { ...member, profile: null, perimeter: [] },
              certificates: [
                {
                  fingerprint: 'a'.repeat(64),
                  uses: ['server'],
                  slot: 'current',
                  notBefore: 0,
                  notAfter: now + 8.5 * DAY_MS,
                },
              ],
            },
          ],
        }),
      );
      const logger = { warn: vi.fn(), error: vi.fn() };
      const stop = watchExpirations({ admission }, logger);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.objectContaining({ jours: 8, alarme: 30 }),
        expect.stringContaining('region-53'),
      );
      vi.advanceTimersByTime(2 * DAY_MS);
      expect([logger.warn.mock.calls.length, logger.error.mock.calls.length]).toEqual([2, 1]);
      stop();
      vi.advanceTimersByTime(10 * DAY_MS);
      expect(logger.error).toHaveBeenCalledTimes(1);
    });
  });
});

describe('the difference of two versions', () => {
  it('is told entry by entry, certificate by certificate', async () => {
    const before = latest();
    await authority.setEndpoints('region-53', ['https://10.0.0.1']);
    expect(diffDocuments(documentOf(before), documentOf(before + 1))).toEqual([
      {
        id: 'region-53',
        change: 'modifiee',
        fields: [{ field: 'endpoints', before: [], after: ['https://10.0.0.1'] }],
      },
    ]);
    const { certificate } = await authority.rotate('region-53', { csr: await ecCsr('P-256') });
    const [changed] = diffDocuments(documentOf(before + 1), documentOf(before + 2));
    expect(changed!.fields.map(({ field }) => field)).toContain(`certificat ${fingerprintOf(certificate)}`);
    expect(diffDocuments(documentOf(1), documentOf(2))).toMatchObject([{ id: 'region-53', change: 'ajoutee' }]);
    expect(diffDocuments(documentOf(2), documentOf(1))).toMatchObject([{ id: 'region-53', change: 'retiree' }]);
    expect(diffDocuments(documentOf(2), documentOf(2))).toEqual([]);
  });

  it('needs a version that was kept', () => {
    expect(() => readKeptVersion(authority.files, 9_999)).toThrow(expect.objectContaining({ code: 'FILE' }));
  });
});

describe('an export', () => {
  it('is the list in force, in four forms', () => {
    const { files } = authority;
    expect(exportList(files, 'jws')).toBe(readFileSync(files.list, 'utf8'));
    expect(JSON.parse(exportList(files, 'json'))).toMatchObject({ instance: 'TEST', version: latest() });
    const csv = exportList(files, 'csv').trimEnd().split('\n');
    expect(csv.length).toBe(3);
    expect(csv[1]).toContain(`region-53;region;active;53;"'=FORMULE(""ROR"")";`);
    const pems = exportList(files, 'pem-bundle');
    const listed = documentOf(latest()).entries.flatMap(({ certs }) => certs.map(({ sha256 }) => sha256));
    for (const fingerprint of listed) expect(pems).toContain(fingerprint);
    expect(pems.match(/BEGIN CERTIFICATE/g)?.length).toBe(2);
  });
});

describe('the doctor', () => {
  const found = (o = {}) => examine(authority.files, o);
  const of = (check: string, o = {}) => found(o).filter((one) => one.check === check);

  it('finds nothing wrong but a root that is online', () => {
    expect(found().filter(({ finding }) => finding !== 'bon')).toMatchObject([
      { check: 'racine', finding: 'a-faire' },
      { check: 'racine', finding: 'a-faire' },
    ]);
  });

  it('sees a clock that lags, a list that has ended, what ends soon', () => {
    expect(of('horloge', { now: Date.now() - 5 * 60_000 })).toMatchObject([{ finding: 'a-faire' }]);
    expect(of('liste', { now: Date.now() + 23 * 3_600_000 })).toMatchObject([{ finding: 'expire-bientot' }]);
    expect(of('liste', { now: Date.now() + 25 * 3_600_000 })).toMatchObject([{ finding: 'a-faire' }]);
    expect(of('échéance')).toEqual([]);
    expect(of('échéance', { now: Date.now() + 340 * DAY_MS })[0]).toMatchObject({ finding: 'expire-bientot' });
  });

  it('sees a rotation that was never installed, seven days before its end', () => {
    const late = { now: Date.now() + 360 * DAY_MS, seen: new Set<string>() };
    expect(of('rotation', late)).toMatchObject([{ finding: 'a-faire', detail: expect.stringContaining('region-53') }]);
    const next = documentOf(latest()).entries[0]!.certs.find(({ slot }) => slot === 'next')!;
    expect(of('rotation', { ...late, seen: new Set([next.sha256]) })).toEqual([]);
  });

  it('sees a key that others may read, and one that is not the certificate’s', () => {
    const { signingKey, intermediateKey } = authority.files;
    chmodSync(signingKey, 0o644);
    expect(of('droits')).toMatchObject([{ finding: 'a-faire', detail: expect.stringContaining('signing.key') }]);
    chmodSync(signingKey, 0o600);
    const good = [readFileSync(signingKey), readFileSync(intermediateKey)] as const;
    writeFileSync(signingKey, ecPair().privateKey);
    writeFileSync(intermediateKey, ecPair().privateKey);
    expect(of('clés').map(({ finding }) => finding)).toEqual(['faux', 'bon', 'faux']);
    writeFileSync(signingKey, good[0]);
    writeFileSync(intermediateKey, good[1]);
  });

  it('sees a list and a journal that were tampered with', () => {
    const { list, audit } = authority.files;
    const [goodList, goodAudit] = [readFileSync(list), readFileSync(audit, 'utf8')];
    writeFileSync(list, readKeptVersion(authority.files, latest() - 1));
    expect(of('état')).toMatchObject([{ finding: 'a-faire' }]);
    writeFileSync(list, goodList.toString().replace(/"payload":"./, '"payload":"X'));
    expect(of('liste')).toMatchObject([{ finding: 'faux' }]);
    writeFileSync(list, goodList);
    writeFileSync(audit, goodAudit.replace('A. Martin', 'B. Martin'));
    expect(of('journal')).toMatchObject([{ finding: 'faux', detail: expect.stringMatching(/^n° 3 : /) }]);
    writeFileSync(audit, goodAudit);
  });

  it('a journal and a list rolled back together are found by a copy of the list kept elsewhere', () => {
    const { list, audit } = authority.files;
    const [goodList, goodAudit] = [readFileSync(list), readFileSync(audit, 'utf8')];
    writeFileSync(list, readKeptVersion(authority.files, latest() - 1));
    rmSync(authority.files.version(latest()));
    writeFileSync(audit, `${goodAudit.trimEnd().split('\n').slice(0, -1).join('\n')}\n`);
    expect(verifyAudit(authority.files).broken).toBeNull();
    expect(verifyAudit(authority.files, [goodList]).broken).toMatchObject({
      reason: expect.stringContaining('des lignes manquent'),
    });
    writeFileSync(list, goodList);
    writeFileSync(audit, goodAudit);
    writeFileSync(authority.files.version(latest()), goodList);
  });
});
