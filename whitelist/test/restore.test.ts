import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Authority } from '../src/authority/index.js';
import { readTrust, type VerifierState, verifyList } from '../src/document/index.js';
import { examine, verifyAudit } from '../src/inspection/index.js';
import { ecCsr } from './harness/external-pki.js';
import { listOf } from './harness/signed-list.js';

const dir = mkdtempSync(join(tmpdir(), 'restore-'));
const model = join(dir, 'model');
const backup = join(dir, 'backup');
/** What a member has accepted of the model. */
let seen: VerifierState;
let csr: string;
let folder: string;
let authority: Authority;
let round = 0;

const trustOf = ({ files }: Authority) => readTrust(readFileSync(files.trust), files.trust);

beforeAll(async () => {
  const first = await Authority.init({ dir: model, instance: 'TEST' });
  csr = await ecCsr('P-256');
  for (const [label, regionCodes] of [
    ['Bretagne', ['53']],
    ['Normandie', ['28']],
  ] as const) {
    const asked = { label, regionCodes: [...regionCodes], endpoints: ['https://127.0.0.1:1'] };
    const { id } = await first.enroll({ ...asked, kind: 'region', csr: await ecCsr('P-256'), by: 'C. Dubois' });
    await first.approve(id, 'A. Martin');
  }
  cpSync(model, backup, { recursive: true });
  await first.revoke('region-28', 'clé perdue');
  await first.publish();
  await first.enroll({ kind: 'consumer', label: 'SAMU', csr, by: 'C. Dubois' });
  seen = verifyList(readFileSync(first.files.list), trustOf(first)).state;
});
beforeEach(() => {
  folder = join(dir, `${++round}`);
  cpSync(model, folder, { recursive: true });
  authority = Authority.open(folder);
});
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

const kept = () => readdirSync(authority.files.versions).length;
const code = async (act: () => Promise<unknown>) => {
  const before = kept();
  const failure = await act().then(
    () => undefined,
    (error) => error as { code?: string; message: string },
  );
  if (failure === undefined) return 'accepted';
  expect(kept()).toBe(before);
  expect(failure.message).toContain('inter-ror whitelist restore');
  return failure.code;
};
const publish = () => code(() => authority.publish());
const state = () => JSON.parse(readFileSync(authority.files.state, 'utf8'));
const said = (check: string) => examine(authority.files).filter((one) => one.check === check);
const journal = () => readFileSync(authority.files.audit, 'utf8').trimEnd().split('\n');
const cutJournal = (lines: number) =>
  writeFileSync(authority.files.audit, `${journal().slice(0, -lines).join('\n')}\n`);
const putBack = (...names: string[]) => {
  for (const name of names) cpSync(join(backup, name), join(folder, name));
};

describe('nothing is signed from', () => {
  it('a state older than the list, and the examination says what to put back', async () => {
    putBack('state.json');
    expect(await code(() => authority.revoke('region-53', 'clé volée'))).toBe('STATE');
    expect(said('état')).toMatchObject([{ finding: 'faux', detail: expect.stringContaining('plus ancien que') }]);
    expect(said('état')[0]!.detail).not.toContain('publiez');
  });

  it('a state older than the versions kept, or than the journal, though the list is as old', async () => {
    putBack('state.json', 'whitelist.json');
    expect(await publish()).toBe('STATE');
    for (const version of [4, 5]) rmSync(authority.files.version(version));
    expect(await publish()).toBe('STATE');
    expect(said('état')).toMatchObject([{ detail: expect.stringContaining('plus ancien que le journal') }]);
  });

  it('a state whose entries were edited, one ahead of the journal, one of another digest or network', async () => {
    const good = state();
    const edit = (change: object) => writeFileSync(authority.files.state, JSON.stringify({ ...good, ...change }));
    const alive = good.entries.map((e: object) => ({ ...e, status: 'active' }));
    for (const change of [
      { entries: alive },
      { entries: good.entries.slice(0, 1) },
      { version: 900 },
      { digest: 'a'.repeat(64) },
      { instance: 'AUTRE' },
    ]) {
      edit(change);
      expect(await publish(), JSON.stringify(change).slice(0, 40)).toBe('STATE');
    }
    edit({});
    expect(await publish()).toBe('accepted');
  });

  it('beside a journal that was cut, edited or removed', async () => {
    const good = readFileSync(authority.files.audit, 'utf8');
    cutJournal(2);
    expect(await publish()).toBe('AUDIT');
    writeFileSync(authority.files.audit, good.replace('clé perdue', 'clé prêtée'));
    expect(await publish()).toBe('AUDIT');
    rmSync(authority.files.audit);
    expect(await publish()).toBe('AUDIT');
    writeFileSync(authority.files.audit, good);
    expect(await publish()).toBe('accepted');
  });
});

describe('a clock behind the last list', () => {
  it('signs nothing; a list that was dated of the future is gone beyond all the same', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 7_200_000 });
    try {
      expect(await publish()).toBe('CLOCK');
      expect(await Authority.restore(folder, { by: 'C. Dubois' })).toMatchObject({
        from: 5,
        version: 6,
        journal: null,
      });
      await authority.publish();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a restoration', () => {
  const restored = async (lists: readonly Uint8Array[] = []) => {
    const result = await Authority.restore(folder, { by: 'C. Dubois', lists });
    authority = Authority.open(folder);
    return result;
  };
  /** The next list follows the one that the members have, and withdraws what was withdrawn. */
  const goesOn = async () => {
    const { snapshot } = verifyList(readFileSync(authority.files.list), trustOf(authority), seen);
    expect(snapshot.members.map(({ id }) => id)).toEqual(['region-53']);
    expect(verifyAudit(authority.files).broken).toBeNull();
    expect(examine(authority.files).filter(({ finding }) => finding === 'faux')).toEqual([]);
    await authority.publish();
    expect(authority.show('region-28')).toMatchObject({
      status: 'revoked',
      enrolledBy: 'C. Dubois',
      approvedBy: 'A. Martin',
    });
  };

  it('makes a lost or older state again from the last list; requests that no list carries are named', async () => {
    rmSync(authority.files.state);
    expect(await restored()).toMatchObject({ from: 5, version: 6, entries: 2, lost: ['consumer-samu'], journal: null });
    await goesOn();
    expect((await authority.enroll({ kind: 'consumer', label: 'SAMU', csr })).id).toBe('consumer-samu');
  });

  it('begins another journal when the former one does not hold, and says so', async () => {
    cutJournal(2);
    const { aside, journal } = await restored();
    expect(journal).toContain('la liste version 5');
    expect(readdirSync(aside).sort()).toEqual(['audit.jsonl', 'state.json']);
    await goesOn();
    expect(verifyAudit(authority.files).begunAgain).toMatchObject({ actor: 'C. Dubois', after: { version: 5 } });
  });

  it('takes the list of a member when the whole folder came back from a backup', async () => {
    const copy = readFileSync(authority.files.list);
    rmSync(folder, { recursive: true });
    cpSync(backup, folder, { recursive: true });
    expect(await restored([copy])).toMatchObject({ from: 5, version: 6 });
    await goesOn();
  });

  it('is refused when nothing is wrong, and with the list of another network', async () => {
    await expect(restored()).rejects.toMatchObject({ code: 'REFUSED' });
    await expect(restored([listOf()])).rejects.toMatchObject({ code: 'UNKNOWN_KEY' });
  });
});
