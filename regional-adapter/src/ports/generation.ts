import type {
  ActiviteOperationnelle,
  Code,
  Equipement,
  Organisation,
  OrganisationInterne,
  Professionnel,
} from '@inter-ror/exposure-model';

/** One offer as stored: the unit's own record, what it refers to by id, and where it stands. */
export interface DocumentOffre {
  /** Rank of the offer in its generation: the same in the store and in the index, from 0. */
  ordinal: number;
  /** National id. */
  id: string;
  /** R30 code of the region. */
  region: string;
  unite: OrganisationInterne;
  activites: ActiviteOperationnelle[];
  equipements: Equipement[];
  /** Internal organisations above the unit, nearest first (UF, service, pôle). */
  parents: string[];
  entiteGeographiqueId: string | null;
  entiteJuridiqueId: string | null;
  /** Professionals who practise in the unit. */
  professionnelIds: string[];
  /** Degrees, where the index placed the offer; null when the place is unknown. */
  latitude: number | null;
  longitude: number | null;
}

/** What a committed load is. */
export interface InfoGeneration {
  /** Grows with each load: 1, 2, 3... */
  numero: number;
  /** ISO 8601. */
  date: string;
  /** What was loaded: a path or an address. */
  source: string;
  /** SHA-256 of the file, lower-case hex. */
  empreinte: string;
  nombreOffres: number;
}

/** When a record last changed, with what tells whether an asker may know it. Dates are ISO 8601. */
export interface ReperesGeneration {
  organisations: { id: string; entiteJuridiqueId: string | null; miseAJour: string }[];
  unites: {
    id: string;
    /** The first site that it is attached to; those without one are under `parentId`. */
    site: string | null;
    parentId: string | null;
    sensible: boolean;
    champsActivite: Code[];
    publics: Code[];
    miseAJour: string;
  }[];
  /** One for each place of practice. */
  exercices: { professionnelId: string; uniteId: string; miseAJour: string }[];
}

/** Read access to one committed generation. Reads are synchronous and cached; a generation never changes. */
export interface LecteurGeneration {
  readonly info: InfoGeneration;
  /** The index segment that was built with the generation, ready for `OfferIndex.depuis`. */
  segment(): ArrayBuffer;
  offre(ordinal: number): DocumentOffre;
  ordinalDe(idOffre: string): number | undefined;
  organisation(id: string): Organisation | undefined;
  organisationInterne(id: string): OrganisationInterne | undefined;
  professionnel(id: string): Professionnel | undefined;
  /** Ids of every organisation, in the order of the export. */
  organisations(): string[];
  /** Ids of every internal organisation, in the order of the export. */
  organisationsInternes(): string[];
  /** Ids of every professional, in the order of the export. */
  professionnels(): string[];
  /** Organisations (EJ or EG) that carry this FINESS number or idNat_Struct. */
  organisationsParIdentifiant(sorte: 'EJ' | 'EG', champ: 'numFINESS' | 'idNatStruct', valeur: string): string[];
  /** Professionals by national id (RPPS, ADELI or idNatPS). */
  professionnelsParIdentifiant(idNatPS: string): string[];
  /** Sites of a legal entity. */
  sitesDe(entiteJuridiqueId: string): string[];
  /** Internal organisations right below a site or below another internal organisation. */
  enfantsDe(id: string): string[];
  /** Offers of a site, by ordinal. */
  offresDuSite(entiteGeographiqueId: string): number[];
  /** Offers where the professional practises, by ordinal. */
  offresDuProfessionnel(professionnelId: string): number[];
  /** Dates of all the records, read at once and kept. */
  reperes(): ReperesGeneration;
  close(): void;
}
