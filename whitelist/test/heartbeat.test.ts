import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type HeartbeatContext,
  readVerifierState,
  signHeartbeat,
  signJws,
  type VerifierState,
  verifyHeartbeat,
} from '../src/document/index.js';
import { type Clock, TrustedClock } from '../src/reader/clock.js';
import { Freshness } from '../src/reader/freshness.js';
import { makeKey, online, root } from './harness/signed-list.js';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const DIGEST = 'd'.repeat(64);
const state: VerifierState = {
  schema: 1,
  instance: 'TEST',
  keysVersion: 1,
  keysDigest: 'k'.repeat(64),
  kid: online.kid,
  version: 7,
  digest: DIGEST,
  heartbeatAt: NOW - 10_000,
};
const context: HeartbeatContext = { keys: [online], maxAgeMs: 60_000, state, now: NOW };
const iso = (ms: number) => new Date(NOW + ms).toISOString();
const beat = (more: Record<string, unknown> = {}) => ({
  schema: 1 as const,
  instance: 'TEST',
  version: 7,
  digest: DIGEST,
  issuedAt: iso(0),
  expires: iso(60_000),
  ...more,
});
const signed = (more: Record<string, unknown> = {}, by = online) => signHeartbeat(beat(more), by.kid, by.privateKey);

function verdict(compact: string, more: Partial<HeartbeatContext> = {}): string {
  try {
    return verifyHeartbeat(compact, { ...context, ...more }).instance;
  } catch (error) {
    return (error as { code?: string }).code ?? `bare ${String(error)}`;
  }
}

const compactOf = ({ protected: header, payload, signature }: ReturnType<typeof signJws>) =>
  `${header}.${payload}.${signature}`;
const asOther = (typ: string) =>
  compactOf(signJws(Buffer.from(JSON.stringify(beat())), typ, online.kid, online.privateKey));
const withHeader = (header: object) =>
  signed().replace(/^[^.]+/, Buffer.from(JSON.stringify(header)).toString('base64url'));

it('accepts the heartbeat of the list in force, and one that announces a later version', () => {
  expect(verdict(signed())).toBe('TEST');
  expect(verdict(signed({ version: 8, digest: 'e'.repeat(64) }))).toBe('TEST');
});

it.each([
  ['of another network', signed({ instance: 'OTHER' }), 'INSTANCE'],
  ['of a former version', signed({ version: 6 }), 'ROLLBACK'],
  ['of another list of the same version', signed({ digest: 'e'.repeat(64) }), 'EQUIVOCATION'],
  ['older than the last one accepted', signed({ issuedAt: iso(-10_001), expires: iso(0) }), 'ROLLBACK'],
  ['that lives longer than the list lets it', signed({ expires: iso(60_001) }), 'VALIDITY'],
  ['that ends before it begins', signed({ expires: iso(-1) }), 'VALIDITY'],
  ['from the future beyond the tolerance', signed({ issuedAt: iso(60_001), expires: iso(61_000) }), 'NOT_YET_VALID'],
  ['signed by the root, which signs keys only', signed({}, root), 'UNKNOWN_KEY'],
  ['signed by a stranger under our key’s name', signed({}, makeKey(online.kid)), 'SIGNATURE'],
  ['that is a list by its type', asOther('whitelist+jws'), 'HEADER'],
  ['without algorithm', withHeader({ alg: 'none', kid: online.kid, typ: 'whitelist-heartbeat+jws' }), 'ALGORITHM'],
  ['with a symmetric algorithm', withHeader({ alg: 'HS256', kid: online.kid, typ: 'x' }), 'ALGORITHM'],
  ['with a key of its own', withHeader({ alg: 'ES256', jwk: online.jwk, kid: online.kid, typ: 'x' }), 'HEADER'],
  ['with an unknown schema', signed({ schema: 2 }), 'SCHEMA'],
  ['with a version beyond the integers', signed({ version: 2 ** 53 }), 'SCHEMA'],
  ['cut in two', signed().slice(0, 200), 'FORMAT'],
  ['of four parts', `${signed()}.x`, 'FORMAT'],
  ['too long', `${signed()}${'A'.repeat(5_000)}`, 'FORMAT'],
])('refuses a heartbeat %s', (_name, compact, code) => {
  expect(verdict(compact)).toBe(code);
});

it('tolerates a minute between the clocks, both ways', () => {
  expect(verdict(signed({ issuedAt: iso(60_000), expires: iso(61_000) }))).toBe('TEST');
  const old = signed({ issuedAt: iso(-9_000), expires: iso(-8_000) });
  expect(verdict(old, { now: NOW + 51_999 })).toBe('TEST');
  expect(verdict(old, { now: NOW + 52_000 })).toBe('EXPIRED');
});

it('refuses any heartbeat with a character changed', () => {
  const good = signed();
  const characters = 'ABab01-_.';
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.constantFrom(...characters), (at, character) => {
      fc.pre(good[at] !== character);
      expect(verdict(good.slice(0, at) + character + good.slice(at + 1))).not.toBe('TEST');
    }),
    { numRuns: 300 },
  );
});

it('a state saved before heartbeats were remembered is still read', () => {
  const { heartbeatAt: _, ...former } = state;
  expect(readVerifierState(Buffer.from(JSON.stringify(former)), 'state.json').heartbeatAt).toBe(0);
});

/** A clock that the test sets. */
function handClock(): Clock & { wall: number; elapsed: number; pass(ms: number): void } {
  return {
    wall: NOW,
    elapsed: 0,
    now() {
      return this.wall;
    },
    monotonic() {
      return this.elapsed;
    },
    pass(ms: number) {
      this.wall += ms;
      this.elapsed += ms;
    },
  };
}

const bounds = { expires: NOW + 3_600_000, heartbeatMaxAgeMs: 60_000, graceMs: 600_000 };

it('judges by the last good heartbeat alone: fresh for its life, degraded, grace, closed', () => {
  const clock = handClock();
  const freshness = new Freshness(new TrustedClock(clock));
  expect(freshness.stateOf(bounds)).toBe('degraded');
  freshness.vouch(beat());
  expect(freshness.stateOf(bounds)).toBe('fresh');
  clock.pass(60_000);
  expect(freshness.stateOf(bounds)).toBe('fresh');
  clock.pass(1);
  expect(freshness.stateOf(bounds)).toBe('degraded');
  clock.pass(3_600_000 - 60_001);
  expect(freshness.stateOf(bounds)).toBe('grace');
  clock.pass(600_000 - 1);
  expect(freshness.stateOf(bounds)).toBe('grace');
  clock.pass(1);
  expect(freshness.stateOf(bounds)).toBe('closed');
});

it('a heartbeat held back by somebody counts no longer than its own dates', () => {
  const clock = handClock();
  const freshness = new Freshness(new TrustedClock(clock));
  clock.pass(119_000);
  freshness.vouch(beat());
  expect(freshness.stateOf(bounds)).toBe('fresh');
  clock.pass(1_000);
  expect(freshness.stateOf(bounds)).toBe('degraded');
});

it('a clock set back does not give life again to an expired list, and is told', () => {
  const clock = handClock();
  const trusted = new TrustedClock(clock);
  const freshness = new Freshness(trusted);
  trusted.learn(NOW);
  clock.pass(3_600_000 + 600_000);
  expect(freshness.stateOf(bounds)).toBe('closed');
  clock.wall -= 2 * 3_600_000;
  expect(freshness.stateOf(bounds)).toBe('closed');
  expect(trusted.behind).toBe(true);
});

it('a clock set forward closes, and the list serves again once it is set right', () => {
  const clock = handClock();
  const trusted = new TrustedClock(clock);
  const freshness = new Freshness(trusted);
  trusted.learn(NOW);
  freshness.vouch(beat());
  clock.wall += 86_400_000;
  expect(freshness.stateOf(bounds)).toBe('closed');
  expect(trusted.behind).toBe(false);
  clock.wall -= 86_400_000;
  expect(freshness.stateOf(bounds)).toBe('fresh');
});

it('five minutes of skew: behind is told, ahead shortens the life of heartbeats', () => {
  const clock = handClock();
  const trusted = new TrustedClock(clock);
  trusted.learn(NOW);
  clock.wall -= 59_000;
  expect(trusted.behind).toBe(false);
  clock.wall -= 241_000;
  expect(trusted.behind).toBe(true);
  expect(trusted.now()).toBe(NOW);
  expect(verdict(signed(), { now: NOW + 300_000 })).toBe('EXPIRED');
});
