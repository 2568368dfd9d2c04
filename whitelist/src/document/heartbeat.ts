import { WhitelistError } from './error.js';
import { FRENCH } from './french.js';
import { type FlattenedJws, type PublicJwk, parseJson, signJws, verifyJws } from './jws.js';
import { type HeartbeatDocument, heartbeatDocument } from './schema.js';
import type { VerifierState } from './verifier-state.js';
import { CLOCK_TOLERANCE_MS } from './verify-list.js';

const HEARTBEAT_TYPE = 'whitelist-heartbeat+jws';
/** Header that carries the heartbeat beside a list, or in the place of one that has not changed. */
export const HEARTBEAT_HEADER = 'whitelist-heartbeat';
export const MAX_HEARTBEAT_BYTES = 4 * 1024;
const LONGEST_MAX_AGE_MS = 86_400_000;

/** What the authority says at short intervals: at this instant, this version is the one in force. */
export type Heartbeat = HeartbeatDocument;

/** Signs a heartbeat, as a compact JWS (RFC 7515 §7.1): one line, fit for a header and for an event. */
export function signHeartbeat(heartbeat: Heartbeat, kid: string, privateKeyPem: string): string {
  const jws = signJws(Buffer.from(JSON.stringify(heartbeat)), HEARTBEAT_TYPE, kid, privateKeyPem);
  return `${jws.protected}.${jws.payload}.${jws.signature}`;
}

/** What a heartbeat is judged with: the list in force, its keys, and what is remembered. */
export interface HeartbeatContext {
  readonly keys: readonly { kid: string; jwk: PublicJwk }[];
  /** Longest life that the list in force gives to a heartbeat, in milliseconds. */
  readonly maxAgeMs: number;
  readonly state: VerifierState;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Verifies a heartbeat: ES256 by a key of the signed key set, this network, short life, never older than the last one
 * accepted, never of a version below the list in force, never another list of the same version. One that announces a
 * higher version is accepted: it is the caller who knows that it does not vouch for the list in force.
 * @throws WhitelistError with a code for each case
 */
export function verifyHeartbeat(compact: string, context: HeartbeatContext): Heartbeat {
  const { state, now } = context;
  const { payload } = verifyJws(
    parseCompact(compact),
    HEARTBEAT_TYPE,
    (id) => context.keys.find(({ kid }) => kid === id)?.jwk,
  );
  const result = heartbeatDocument.safeParse(parseJson(payload, 'le battement'), FRENCH);
  if (!result.success) {
    const { path, message } = result.error.issues[0]!;
    throw new WhitelistError('SCHEMA', `Battement de la liste blanche : ${path.join('.') || 'racine'} : ${message}`);
  }
  const heartbeat = result.data;
  if (heartbeat.instance !== state.instance) {
    throw new WhitelistError(
      'INSTANCE',
      `Battement du réseau « ${heartbeat.instance} », « ${state.instance} » attendu.`,
    );
  }
  // The list of a later version may give its heartbeats a longer life.
  checkDates(heartbeat, heartbeat.version === state.version ? context.maxAgeMs : LONGEST_MAX_AGE_MS, now);
  if (Date.parse(heartbeat.issuedAt) < state.heartbeatAt) {
    throw new WhitelistError(
      'ROLLBACK',
      `Battement du ${heartbeat.issuedAt}, plus ancien que le dernier accepté (${new Date(state.heartbeatAt).toISOString()}).`,
    );
  }
  if (heartbeat.version < state.version) {
    throw new WhitelistError(
      'ROLLBACK',
      `Battement pour la version ${heartbeat.version}, alors que la ${state.version} a déjà été acceptée.`,
    );
  }
  if (heartbeat.version === state.version && heartbeat.digest !== state.digest) {
    throw new WhitelistError(
      'EQUIVOCATION',
      `Le battement annonce une autre liste que celle en vigueur sous la version ${state.version} : alertez l’autorité.`,
    );
  }
  return heartbeat;
}

function checkDates({ issuedAt, expires }: Heartbeat, maxAgeMs: number, now: number): void {
  const [from, to] = [Date.parse(issuedAt), Date.parse(expires)];
  if (to <= from || to - from > maxAgeMs) {
    throw new WhitelistError(
      'VALIDITY',
      `Battement valable du ${issuedAt} au ${expires} : ${maxAgeMs / 1_000} s au plus.`,
    );
  }
  if (now < from - CLOCK_TOLERANCE_MS) {
    throw new WhitelistError(
      'NOT_YET_VALID',
      `Battement émis le ${issuedAt}, après l’heure de cet hôte (${new Date(now).toISOString()}) : vérifiez l’horloge.`,
    );
  }
  if (now >= to + CLOCK_TOLERANCE_MS) {
    throw new WhitelistError(
      'EXPIRED',
      `Battement expiré le ${expires} (heure de cet hôte : ${new Date(now).toISOString()}) : vérifiez l’horloge.`,
    );
  }
}

function parseCompact(compact: string): FlattenedJws {
  const parts = compact.length > MAX_HEARTBEAT_BYTES ? [] : compact.split('.');
  if (parts.length !== 3) throw new WhitelistError('FORMAT', 'Le battement n’est pas un JWS compact de trois parties.');
  const [header, payload, signature] = parts as [string, string, string];
  return { protected: header, payload, signature };
}
