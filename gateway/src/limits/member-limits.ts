import type { IncomingMessage } from 'node:http';
import { problem } from '@inter-ror/graphql-endpoint';
import type { RequestHandler, Response } from 'express';
import type { Rates } from './token-buckets.js';

/** What a member may ask of this gateway. */
export interface MemberLimits {
  /** Requests at work at once, on this gateway. */
  simultaneous: number;
  /** Requests a minute, on all the gateways that share their rates. */
  perMinute: number;
}

/** Well over what a region's busiest software asks; one member alone takes at most half of the gateway's 128 places. */
export const DEFAULT_MEMBER_LIMITS: Readonly<MemberLimits> = { simultaneous: 64, perMinute: 60_000 };

/** A limit that a request went over. */
export interface OverLimit {
  code: 'TROP_DE_DEMANDES' | 'TROP_DE_DEMANDES_SIMULTANEES';
  message: string;
  limite: string;
  maximum: number;
  demande: number;
}

interface Held {
  inFlight: number;
  /** Refused since a request was last granted. */
  refused: number;
}

/**
 * Bounds each member, whatever its sockets and certificates: requests at work at once, then requests a minute. Beyond,
 * 429 with `Retry-After`; nothing of the request is read.
 */
export function limitMembers(
  { simultaneous, perMinute }: MemberLimits,
  rates: Rates,
  memberIdOf: (req: IncomingMessage) => string,
  onRefusal: (req: IncomingMessage, refusal: OverLimit) => void,
): RequestHandler {
  /** Members with something at work, or refused since: as many as the list holds, at most. */
  const members = new Map<string, Held>();
  const refuse = (req: IncomingMessage, res: Response, refusal: OverLimit, waitMs: number) => {
    onRefusal(req, refusal);
    const { code, message, ...more } = refusal;
    res.setHeader('retry-after', String(Math.max(1, Math.ceil(waitMs / 1_000))));
    res.status(429).json(problem(code, message, more));
  };
  return async (req, res, next) => {
    const id = memberIdOf(req);
    const held = members.get(id) ?? { inFlight: 0, refused: 0 };
    members.set(id, held);
    if (held.inFlight >= simultaneous) {
      refuse(req, res, tooManyAtOnce(simultaneous, held.inFlight + 1), 1_000);
      return;
    }
    held.inFlight++;
    res.once('close', () => {
      held.inFlight--;
      if (held.inFlight === 0 && held.refused === 0) members.delete(id);
    });
    const answer = rates.take(id);
    const taken = answer instanceof Promise ? await answer : answer;
    if (taken.granted) {
      held.refused = 0;
      next();
    } else refuse(req, res, tooMany(perMinute, perMinute + ++held.refused, taken.waitMs), taken.waitMs);
  };
}

function tooManyAtOnce(maximum: number, demande: number): OverLimit {
  return {
    code: 'TROP_DE_DEMANDES_SIMULTANEES',
    message: `Ce membre a déjà ${maximum} demandes en cours, le plus qui lui soit permis : attendez une réponse avant d’en envoyer une autre.`,
    limite: 'demandes simultanées du membre',
    maximum,
    demande,
  };
}

function tooMany(maximum: number, demande: number, waitMs: number): OverLimit {
  return {
    code: 'TROP_DE_DEMANDES',
    message: `Ce membre a droit à ${maximum} demandes par minute : réessayez dans ${Math.max(1, Math.ceil(waitMs / 1_000))} s.`,
    limite: 'demandes par minute du membre',
    maximum,
    demande,
  };
}
