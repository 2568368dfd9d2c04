import type { TlsIdentity } from '@inter-ror/mutual-tls';
import type { Correspondances } from './code-mapping.js';
import type { FormeDate } from './local-dates.js';

/** Where a solution answers: one address for all operations, or one for each. */
export interface AdressesSolution {
  notification: string;
  lecture: string;
}

/** Who the requests say they come from (VIHF 2.0); the issuer is always the certificate of the connection. */
export interface VihfConfigure {
  /** `Subject/NameID`. */
  sujet: string;
  nom: string;
  /** JDV_J68-ProfilAccesReferentiel-ROR. */
  profil: string;
}

/** How the records of a solution differ from the exchange format. */
export interface FormesSolution {
  /** Authority of the identifiers of establishments. @default that of idNat_Struct in this flow */
  autorite?: string;
  /** OIDs of its own, to those of the nomenclatures. */
  oids?: Readonly<Record<string, string>>;
  /** Its codes come without their leading zeros: they are given back. @default false */
  sansZeros?: boolean;
  dates?: FormeDate;
  correspondances?: Correspondances;
}

/** How often a solution is asked, seconds. */
export interface Rythmes {
  /** Beds and places: what changed is read, and served at once. */
  disponibilites: number;
  /** Everything else that changed: a new generation. */
  changements: number;
  /** Everything is listed and read anew. */
  complete: number;
}

/** A live solution to synchronise with. */
export interface ReglagesSolution {
  adresses: AdressesSolution;
  identite: TlsIdentity;
  vihf: VihfConfigure;
  formes?: FormesSolution;
  rythmes?: Partial<Rythmes>;
  /** Establishments read at once. @default 4 */
  concurrence?: number;
  /** For one question. @default 5000, that of RG_ALIM_024 */
  delaiMs?: number;
}

/** Kind to the solution: it has other clients. */
export const RYTHMES: Readonly<Rythmes> = { disponibilites: 60, changements: 600, complete: 86_400 };

/** Establishments read at once. */
export const CONCURRENCE = 4;
