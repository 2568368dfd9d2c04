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
import type { Logger } from 'pino';
import type { RythmeExport } from '../export/index.js';
import type { InstanceRegionale, PointsConfigures } from '../graphql/index.js';
import type { InfoGeneration } from '../ports/index.js';
import type { QualiteRegion } from '../quality/index.js';
import type { EtatSynchronisation, ReglagesSolution } from '../solutions/index.js';
import type { RapportChargement } from '../store/index.js';

/** The records of a region: an export, or a live solution. */
export type SourceRegion =
  | {
      /** CSD 2.4: loaded at the start when it is not the one served. */
      fichier: string;
      /** Loads it again each time it changes. @default false */
      surveiller?: boolean;
    }
  /** Followed as it changes; its driver is that of `AdapterOptions.solution`. */
  | { solution: ReglagesSolution };

/** What an adapter needs to serve one instance of the ROR. */
export interface AdapterOptions extends InstanceRegionale {
  /** Folder of the generations of the instance. */
  storeDir: string;
  /** Where the region comes from. @default what is loaded by hand */
  source?: SourceRegion;
  /** Port 0: the system chooses. */
  listen: { host: string; port: number };
  identity: TlsIdentity;
  admission: AdmissionSource;
  logger: Logger;
  /** CRLs under the whitelist; whoever opened them closes them. */
  revocations?: RevocationLists;
  /** Reverse proxies that may forward the certificate of their client; nobody else may. @default none */
  proxies?: readonly DeclaredProxy[];
  /** Told of each answer to a member, once it has ended, with its HTTP status. */
  onAnswer?(memberId: string, status: number, seconds: number): void;
  /** Told of each refused connection or request, beside the log. */
  onRefusal?(refusal: Refusal): void;
  /** Where recorded traces go. @default nowhere */
  traces?: TraceSink;
  /** Told who saw what, for a journal, once each request is answered or refused. */
  onAccess?(event: AuditEvent): void;
  /** Share of the offers that a load may remove without being forced, 0 to 1. @default 0.3 */
  seuilReduction?: number;
  /**
   * File of those who refuse public diffusion (décret 2023-1057), read again when it changes: lines `identifiant;date`.
   * @default nobody refuses
   */
  oppositions?: string;
  /** When a newer generation replaces the public export. @default 'mensuel' */
  rythmeExport?: RythmeExport;
  /** Reference points of communes where the region has no place: INSEE code to degrees. */
  pointsDeCommune?: PointsConfigures;
  /** Folder of the tables imported by `inter-ror nomenclature import`. */
  nomenclatures?: string;
  /** @default true */
  introspection?: boolean;
  /** Memory for what is read again and again, bytes: half for records, half for ready answers. @default 64 MiB */
  octetsCache?: number;
  /**
   * What answers searches: compiled selections, or graphql-js alone, which parses, validates and executes each
   * request. The second is what the first is proved and measured against. @default 'compile'
   */
  moteur?: 'compile' | 'graphql-js';
}

/** An adapter that serves. Several may live in one process. */
export interface RegionalAdapter {
  /** Base URL, `https://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  readonly codes: readonly string[];
  /** Presents another certificate from now on. @throws MutualTlsError `ERR_IDENTITY` */
  renew(identity: TlsIdentity): void;
  /**
   * Resolves once the load of the start has ended, well or not, or the first synchronisation; at once when there is
   * none.
   */
  readonly demarrage: Promise<void>;
  /** Connections and requests admitted and refused. */
  readonly decisions: Readonly<Decisions>;
  /** What is served; `undefined` before the first load. */
  generation(): InfoGeneration | undefined;
  /**
   * Loads a file and serves it, without stopping the service.
   *
   * @param forcer also when the file is the one served, or shrinks the region too much
   * @throws ErreurChargement what was served still is
   */
  recharger(fichier: string, options?: { forcer?: boolean }): Promise<RapportChargement>;
  /** Report of the load that made what is served. */
  rapport(): RapportChargement | undefined;
  /** Code of the last load that failed since the last that did not; `null` when none did. */
  dernierEchec(): string | null;
  /** Where the synchronisation with a live solution stands; `undefined` when the source is not one. */
  synchronisation(): EtatSynchronisation | undefined;
  /** Offers served, by champ d’activité (TRE_R227). */
  offresParChamp(): { code: string; libelle: string | null; offres: number }[];
  /** Peuplement and quality of what is served; `undefined` before the first load. */
  qualite(): Promise<QualiteRegion | undefined>;
  /** Stops accepting, lets requests in flight end within `graceMs`, abandons a load under way, then closes all. */
  close(graceMs?: number): Promise<void>;
}
