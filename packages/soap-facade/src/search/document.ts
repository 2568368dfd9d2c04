import type { Identifiant } from '@inter-ror/exposure-model';
import type { Borne } from './age-classes.js';

const CODE = '{ code oid }';
const IDENTIFIANTS = '{ valeur autorite }';

/** All that the answer of a search v1 tells, asked in the contract: one document, so that it is compiled once. */
export const DOCUMENT_V1 = `query RechercheV1($criteres: CriteresRecherche!, $first: Int!) {
  rechercherOffres(criteres: $criteres, first: $first) {
    totalCount
    nodes {
      id
      nom
      identifiants ${IDENTIFIANTS}
      ageMin { valeur unite { code } }
      ageMax { valeur unite { code } }
      modePriseEnCharge { code }
      activitesOperationnelles { code }
      actesSpecifiques { code }
      equipements { id type { code } }
      entiteGeographique {
        id nom identifiants ${IDENTIFIANTS} types ${CODE}
        entiteJuridique { id nom identifiants ${IDENTIFIANTS} types ${CODE} }
      }
    }
    regions { codes statut code }
  }
}`;

interface Code {
  code: string;
}

interface OrganisationLue {
  id: string;
  nom: string;
  identifiants: Identifiant[];
  types: { code: string; oid: string | null }[];
}

/** One offer of the page. */
export interface OffreV1 {
  id: string;
  nom: string;
  identifiants: Identifiant[];
  ageMin: Borne;
  ageMax: Borne;
  modePriseEnCharge: Code;
  activitesOperationnelles: Code[];
  actesSpecifiques: Code[];
  equipements: { id: string; type: Code }[];
  entiteGeographique: (OrganisationLue & { entiteJuridique: OrganisationLue | null }) | null;
}

/** What {@link DOCUMENT_V1} gives. */
export interface PageV1 {
  rechercherOffres: {
    totalCount: number;
    nodes: OffreV1[];
    regions: { codes: string[]; statut: string; code: string | null }[];
  };
}
