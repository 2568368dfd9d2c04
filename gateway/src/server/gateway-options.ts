import type { AuditEvent } from '@inter-ror/audit';
import type { TraceSink } from '@inter-ror/graphql-endpoint';
import type {
  AdmissionSource,
  Decisions,
  DeclaredProxy,
  Refusal,
  RevocationLists,
  TlsIdentity,
} from '@inter-ror/mutual-tls';
import type { Nomenclatures } from '@inter-ror/nomenclatures';
import type { Logger } from 'pino';
import type { MemoryFigures } from '../caching/index.js';
import type { NationWatch } from '../console/index.js';
import type { EtatGarde } from '../guard/index.js';
import type { MemberLimits } from '../limits/index.js';
import type { NationQualityState } from '../quality/index.js';
import type { Reply } from '../regions/index.js';
import type { LinkState } from '../replicas/index.js';

/** Access without a certificate. */
export interface PublicAccessOptions {
  listen: { host: string; port: number };
  /** For one address (one /64 of IPv6). */
  requestsPerMinute: number;
  requestsPerMinuteInAll: number;
}

/** What a gateway needs to serve. */
export interface GatewayOptions {
  listen: { host: string; port: number };
  identity: TlsIdentity;
  admission: AdmissionSource;
  logger: Logger;
  /** CRLs under the whitelist; whoever opened them closes them. */
  revocations?: RevocationLists;
  /** Reverse proxies that may forward the certificate of their client; nobody else may. @default none */
  proxies?: readonly DeclaredProxy[];
  /** Told of each refused connection or request, beside the log. */
  onRefusal?(refusal: Refusal): void;
  /** Told of each answer to a member, once it has ended, with its HTTP status. */
  onAnswer?(memberId: string, status: number, seconds: number): void;
  /** Told of each request of a member that is refused, by code. */
  onRefused?(memberId: string, code: string): void;
  /** Told of each reply of a region, by member of the list. */
  onReply?(region: string, reply: Pick<Reply, 'statut' | 'latenceMs' | 'bytes'>): void;
  /** Where recorded traces go. @default nowhere: traces go on, none is kept */
  traces?: TraceSink;
  /** Told who saw what, for a journal, once each request is answered or refused. */
  onAccess?(event: AuditEvent): void;
  /** A second listener, for those who have no certificate and see what is public. @default none */
  publicAccess?: PublicAccessOptions;
  /** What one member may ask. @default 64 at once, 60000 a minute */
  memberLimits?: Partial<MemberLimits>;
  /** Points that one request may cost, by the price of its fields and pages. @default 1000000 */
  costMax?: number;
  /** Gateways of one network that name the same Redis share the rates of members. @default this gateway counts alone */
  redis?: { url: string };
  /** Milliseconds given to one national request. @default 2000 */
  deadlineMs?: number;
  /** Reference points of communes (INSEE code → degrees) that replace those of the regions. */
  communePoints?: ReadonlyMap<string, { latitude: number; longitude: number }>;
  /** @default those that the project carries */
  nomenclatures?: Nomenclatures;
  /** @default true */
  introspection?: boolean;
  /** Whether regions that are proved to hold nothing are left alone. Without it they are asked: same answers. @default true */
  planning?: boolean;
  /** Whether answers are used again while regions do not change. Without it they are asked: same answers. @default true */
  memory?: boolean;
}

/** A gateway that serves. */
export interface Gateway {
  /** Base URL, `https://host:port`. */
  url: string;
  /** That of the public listener, when there is one. */
  publicUrl?: string;
  /** Connections and requests admitted and refused. */
  readonly decisions: Readonly<Decisions>;
  /** Regions of the list. */
  readonly regions: number;
  /** Whether rates are shared with other gateways at this instant; absent when no Redis is named. */
  readonly shared: LinkState | undefined;
  /** What stands before each region, by member of the list. */
  guards(): Map<string, EtatGarde>;
  /** The indicators that regions have given within so many milliseconds, and which are missing. */
  quality(waitMs: number): Promise<NationQualityState>;
  /** Begins to look at the regions for a console, until it is closed. */
  watch(o: { historique?: string | undefined; onError(error: Error): void }): NationWatch;
  /** How often what is remembered has served. */
  memory(): Readonly<MemoryFigures>;
  /** Presents another certificate from now on, to clients and to regions. @throws MutualTlsError `ERR_IDENTITY` */
  renew(identity: TlsIdentity): void;
  /** Stops accepting, lets requests in flight end within `graceMs`, then closes. */
  close(graceMs?: number): Promise<void>;
}

/** The longest a client may wait, whatever it asks. */
export const DEADLINE_MAX_MS = 5_000;
export const DEADLINE_DEFAULT_MS = 2_000;
