import { existsSync } from 'node:fs';
import { AdmissionBox } from '@inter-ror/mutual-tls';
import {
  digestOf,
  readTrust,
  readVerifierState,
  type Trust,
  type VerifierState,
  verifyList,
} from '../document/index.js';
import { located, readBounded, writeAtomically } from '../files/index.js';

import type { FollowedWhitelist } from './trust-health.js';

export interface WhitelistFileOptions {
  /** The published list. */
  file: string;
  /** `trust.json`: the network's name and the root's public key. */
  trustFile: string;
  /** Where the last accepted version is remembered, so that an older list is refused after a restart too. */
  stateFile?: string;
  /** @default 1000 */
  pollMs?: number;
  /** Told once of each bad new file, while the last good list stays in force, and of a state that cannot be saved. */
  onError?(error: Error): void;
}

/**
 * Verifies the list in a file and follows it: each new content is verified, persisted, then swapped in whole.
 * @throws WhitelistError naming the file, the reason and the mend: the caller must not listen
 */
export function openWhitelistFile(o: WhitelistFileOptions): FollowedWhitelist {
  const trust = readTrust(readBounded(o.trustFile, 'l’ancre de confiance'), o.trustFile);
  const { stateFile } = o;
  let state: VerifierState | undefined;
  if (stateFile !== undefined && existsSync(stateFile)) {
    state = readVerifierState(readBounded(stateFile, 'l’état du vérificateur'), stateFile);
  }
  let seen = readBounded(o.file, 'la liste blanche');
  const first = verified(o.file, seen, trust, state);
  const save = (next: VerifierState) => {
    state = next;
    if (stateFile !== undefined) writeAtomically(stateFile, JSON.stringify(next), 0o600);
  };
  save(first.state);
  const box = new AdmissionBox(first.snapshot);
  let issuedAt = Date.parse(first.document.issuedAt);
  let since = Date.now();
  let applyMs: number | null = null;
  let lastFailure = '';

  const poll = () => {
    let content = '';
    try {
      const bytes = readBounded(o.file, 'la liste blanche');
      if (bytes.equals(seen)) return;
      content = digestOf(bytes);
      const next = verified(o.file, bytes, trust, state);
      seen = bytes;
      lastFailure = '';
      // A revocation is applied even when the disk refuses to remember it.
      try {
        save(next.state);
      } finally {
        issuedAt = Date.parse(next.document.issuedAt);
        since = Date.now();
        applyMs = Math.max(0, since - issuedAt);
        box.swap(next.snapshot);
      }
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      // Its message may tell the time.
      const kind = `${(failure as { code?: string }).code ?? failure.message} ${content}`;
      if (kind === lastFailure) return;
      lastFailure = kind;
      o.onError?.(failure);
    }
  };
  const timer = setInterval(poll, o.pollMs ?? 1_000).unref();

  return {
    current: () => box.current(),
    onChange: (listener) => box.onChange(listener),
    health() {
      const { instance, version, expires } = box.current();
      const now = Date.now();
      const closed = now >= expires;
      return {
        instance,
        version,
        state: closed ? 'closed' : 'fresh',
        since: closed ? expires : since,
        ageMs: Math.max(0, now - issuedAt),
        leftMs: expires - now,
        heartbeatAgeMs: null,
        applyMs,
        failing: lastFailure === '' ? [] : ['lecture'],
      };
    },
    renew: () => {},
    close() {
      clearInterval(timer);
      box.close();
    },
  };
}

function verified(file: string, bytes: Buffer, trust: Trust, state: VerifierState | undefined) {
  return located(file, () => verifyList(bytes, trust, state));
}
