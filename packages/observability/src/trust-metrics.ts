import type { Decisions } from '@inter-ror/mutual-tls';
import {
  ALARM_DAYS,
  type Expiration,
  type FollowedWhitelist,
  type TrustHealth,
  type WhitelistState,
} from '@inter-ror/whitelist';
import { Gauge, type Registry } from 'prom-client';

/** What of the whitelist is shown. */
export interface TrustSight {
  admission: Pick<FollowedWhitelist, 'health'>;
  /** Everything dated that the process can see, soonest first. */
  expirations(): Expiration[];
  /** Handshakes and requests let in or refused by the listener. */
  decisions(): Readonly<Decisions>;
}

const STATES: readonly WhitelistState[] = ['fresh', 'degraded', 'grace', 'closed'];
/** Certificates shown one by one: the soonest to end. */
const SHOWN = 50;

/** Adds to a registry how much the list is worth, what ends soon, and who was refused. */
export function measureTrust(registry: Registry, { admission, expirations, decisions }: TrustSight): void {
  const gauge = <L extends string>(name: string, help: string, labelNames: L[], collect: (g: Gauge<L>) => void) => {
    new Gauge<L>({
      name: `inter_ror_${name}`,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        collect(this);
      },
    });
  };
  const ofHealth = (name: string, help: string, read: (h: TrustHealth) => number | null) =>
    gauge(name, help, [], (g) => {
      const value = read(admission.health());
      if (value !== null) g.set(value);
    });
  ofHealth('list_version', 'Version of the whitelist in force', (h) => h.version);
  ofHealth('list_age_seconds', 'Since the list in force was signed', (h) => h.ageMs / 1_000);
  ofHealth('list_left_seconds', 'Until the end of the list in force; negative once expired', (h) => h.leftMs / 1_000);
  ofHealth(
    'heartbeat_age_seconds',
    'Since the last good heartbeat',
    (h) => h.heartbeatAgeMs && h.heartbeatAgeMs / 1_000,
  );
  gauge('list_state', 'State of the whitelist: 1 for the one in force', ['state'], (g) => {
    const { state } = admission.health();
    for (const one of STATES) g.set({ state: one }, one === state ? 1 : 0);
  });
  gauge('expirations', 'What ends within 90, 30, 7, 1 days, or has ended (0)', ['alarm'], (g) => {
    const all = expirations();
    for (const alarm of ALARM_DAYS) g.set({ alarm }, all.filter((e) => e.alarm === alarm).length);
  });
  gauge('days_left', 'Days left of what ends soonest: certificates, authorities, CRLs', ['what', 'id', 'slot'], (g) => {
    for (const { what, id, slot, days } of expirations().slice(0, SHOWN)) g.set({ what, id, slot: slot ?? '' }, days);
  });
  gauge('admitted', 'Connections and requests admitted since the start', [], (g) => g.set(decisions().admitted));
  gauge('refused', 'Connections and requests refused since the start, by reason', ['reason'], (g) => {
    for (const [reason, count] of Object.entries(decisions().refused)) g.set({ reason }, count ?? 0);
  });
}
