import { Counter, Histogram, type Registry } from 'prom-client';

/** Members shown by name; the others are counted together. */
const MEMBERS_MAX = 500;
const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5];

/** Counts what a listener answers. */
export interface RequestMetrics {
  /** @param status of HTTP */
  answered(member: string, status: number, seconds: number): void;
  /** @param code of the refusal, as the member reads it */
  refused(member: string, code: string): void;
}

export function measureRequests(registry: Registry): RequestMetrics {
  const requests = new Counter({
    name: 'inter_ror_requests_total',
    help: 'Requests answered, by member and HTTP status',
    labelNames: ['member', 'status'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'inter_ror_request_seconds',
    help: 'From the arrival of a request to the end of its answer',
    buckets: SECONDS,
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'inter_ror_refusals_total',
    help: 'Requests of a member refused, by code',
    labelNames: ['member', 'code'],
    registers: [registry],
  });
  const known = new Set<string>();
  const named = (member: string) => {
    if (known.size < MEMBERS_MAX) known.add(member);
    return known.has(member) ? member : 'others';
  };
  return {
    answered(member, status, seconds) {
      requests.inc({ member: named(member), status });
      duration.observe(seconds);
    },
    refused(member, code) {
      refusals.inc({ member: named(member), code });
    },
  };
}

/** Counts what regions reply to a gateway. */
export interface RegionMetrics {
  replied(region: string, reply: { statut: string; latenceMs: number; bytes?: { length: number } }): void;
}

export function measureRegions(registry: Registry): RegionMetrics {
  const duration = new Histogram({
    name: 'inter_ror_region_seconds',
    help: 'Time of a region to reply to one question',
    labelNames: ['region'],
    buckets: SECONDS,
    registers: [registry],
  });
  const replies = new Counter({
    name: 'inter_ror_region_replies_total',
    help: 'Replies of a region, by status',
    labelNames: ['region', 'statut'],
    registers: [registry],
  });
  const bytes = new Counter({
    name: 'inter_ror_region_bytes_total',
    help: 'Bytes received from a region',
    labelNames: ['region'],
    registers: [registry],
  });
  return {
    replied(region, reply) {
      duration.observe({ region }, reply.latenceMs / 1_000);
      replies.inc({ region, statut: reply.statut });
      if (reply.bytes) bytes.inc({ region }, reply.bytes.length);
    },
  };
}
