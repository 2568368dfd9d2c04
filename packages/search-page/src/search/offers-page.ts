import type { RegionReplied } from '@inter-ror/nation-client';
import type { AskNation } from '../nation/index.js';
import { ADRESSE, type Adresse, HORAIRES, type Horaire } from '../parts/index.js';
import type { RechercheComprise } from './criteria.js';
import type { EtatRecherche } from './search-state.js';

const OFFRES_PAR_PAGE = 20;

const SELECTION = `
  totalCount totalEstComplet
  pageInfo { hasNextPage endCursor }
  regions { codes statut latenceMs totalCount code message date offresConnues connuesAu region { nom } }
  nodes {
    id nom distanceKm
    region { code nom }
    champActivite { code libelle }
    modePriseEnCharge { code libelle }
    activitesOperationnelles { code libelle }
    ageMin { valeur unite { code libelle } }
    ageMax { valeur unite { code libelle } }
    ${ADRESSE}
    geolocalisation { latitude longitude }
    entiteGeographique { idNatStruct numFINESS nom ${ADRESSE} telecommunications { canal { libelle } adresse } }
    entiteJuridique { idNatStruct nom }
    pole { nom } service { nom } uniteFonctionnelle { nom }
    ${HORAIRES}
    contacts { nom telecommunications { canal { libelle } adresse } }
    telecommunications { canal { libelle } adresse }
    capaciteAccueil { lits { total disponibles dateMiseAJour } places { total disponibles dateMiseAJour } }
    metadonnees { miseAJour }
  }`;

const QUESTION = `query PageDeRecherche($criteres: CriteresRecherche!, $tri: TriOffres, $first: Int, $after: String) {
  rechercherOffres(criteres: $criteres, tri: $tri, first: $first, after: $after) {${SELECTION}
  }
}`;

export interface Concept {
  code: string;
  libelle: string | null;
}

export interface Joindre {
  canal: { libelle: string | null };
  adresse: string | null;
}

export interface Libres {
  total: number | null;
  disponibles: number | null;
  dateMiseAJour: string | null;
}

export interface Age {
  valeur: number;
  unite: Concept;
}

/** An offer as a list shows it. What the asker may not see is absent. */
export interface OffreListee {
  id: string;
  nom: string;
  distanceKm: number | null;
  region: { code: string; nom: string };
  champActivite: Concept;
  modePriseEnCharge: Concept;
  activitesOperationnelles: Concept[];
  ageMin: Age;
  ageMax: Age;
  adresse: Adresse | null;
  geolocalisation: { latitude: number; longitude: number } | null;
  entiteGeographique: {
    idNatStruct: string | null;
    numFINESS: string | null;
    nom: string;
    adresse: Adresse | null;
    telecommunications: Joindre[];
  } | null;
  entiteJuridique: { idNatStruct: string | null; nom: string } | null;
  pole: { nom: string } | null;
  service: { nom: string } | null;
  uniteFonctionnelle: { nom: string } | null;
  horaires: Horaire[];
  contacts: { nom: string | null; telecommunications: Joindre[] }[];
  telecommunications: Joindre[];
  capaciteAccueil: { lits: Libres | null; places: Libres | null } | null;
  metadonnees: { miseAJour: string };
}

export interface ReponseRegion {
  codes: string[];
  statut: string;
  latenceMs: number | null;
  totalCount: number | null;
  code: string | null;
  message: string | null;
  date: string | null;
  /** Of a region that did not answer: what was last known of it, and when. */
  offresConnues: number | null;
  connuesAu: string | null;
  region: { nom: string };
}

export interface PageOffres {
  totalCount: number;
  totalEstComplet: boolean;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  regions: ReponseRegion[];
  nodes: OffreListee[];
  /** No gateway answered: the region of this page answered for itself. */
  regionSeule: boolean;
}

interface Recherchees {
  rechercherOffres: Omit<PageOffres, 'regionSeule'> | null;
}

/** The nation refused the search: its words are for programs, `vueRefus` says them to the user. */
export class RechercheRefusee extends Error {
  override name = 'RechercheRefusee';

  constructor(
    readonly code: string,
    message: string,
    /** Codes of the regions that did not answer, when that is why. */
    readonly regions: readonly string[] = [],
  ) {
    super(message);
  }
}

/**
 * Asks one page of a search.
 * @throws RechercheRefusee the nation answered, with an error
 * @throws NationUnreachable
 */
export async function demanderPage(
  ask: AskNation,
  { criteres }: RechercheComprise,
  etat: Pick<EtatRecherche, 'tri' | 'apres'>,
  options: {
    first?: number;
    signal?: AbortSignal;
    onRegion?: (region: RegionReplied) => void;
    nationOnly?: boolean;
  } = {},
): Promise<PageOffres> {
  const { first = OFFRES_PAR_PAGE, ...rest } = options;
  const variables = { criteres, first, tri: etat.tri ?? null, after: etat.apres ?? null };
  const { data, errors, regionSeule } = await ask<Recherchees>(QUESTION, variables, rest);
  const page = data?.rechercherOffres;
  if (page) return { ...page, regionSeule };
  const error = errors[0];
  throw new RechercheRefusee(error?.code ?? 'REPONSE_VIDE', error?.message ?? 'La nation a répondu sans résultat.');
}
