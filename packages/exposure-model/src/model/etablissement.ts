import type {
  Adresse,
  Code,
  Contact,
  ContactAncien,
  DivisionTerritoriale,
  Identifiant,
  Lieu,
  Metadonnees,
  SavoirFaire,
  Telecommunication,
  TexteLangue,
} from './commun.js';

/** What legal entities and sites share on the wire (`organization`). */
export interface Organisation {
  id: string;
  identifiants?: Identifiant[];
  /** TRE_R72 (statut juridique), TRE_R69, TRE_R73 (ESPIC), JDV_J55 (catégorie EG): the OID tells which. */
  types: Code[];
  nom: string;
  autresNoms?: TexteLangue[];
  adresses?: Adresse[];
  contactsAnciens?: ContactAncien[];
  agrements?: SavoirFaire[];
  langues?: Code[];
  specialisations?: Code[];
  telecommunications?: Telecommunication[];
  /** `entityID` of the legal entity: present on a site (EG), absent on a legal entity (EJ). */
  entiteJuridiqueId?: string;
  complement?: ComplementOrganisation;
  metadonnees: Metadonnees;
}

/** `organisationExtension`. */
export interface ComplementOrganisation {
  contacts?: Contact[];
  nomUsuel?: string;
  /** RG_EXP_030: always of the kind « territoire de santé ». */
  territoiresSante?: DivisionTerritoriale[];
  lieu?: Lieu;
  tarifs?: Tarif[];
  /** Helipad. Confidentiality: crise. */
  zonePoser?: boolean;
  /** TRE_R241-AideFinanciere. */
  aidesFinancieres?: Code[];
  hebergementFamilles?: boolean;
  nbPlacesAideSocialeTemporaire?: number;
  nbPlacesAideSocialePermanente?: number;
  habilitationSoinsSansConsentement?: boolean;
  dateCreation?: string;
  dateFermeture?: string;
  typeFermeture?: Code;
  /** TRE_R202-AccessibiliteLieu. */
  accessibilite?: Code;
  /** TRE_R284. Confidentiality: crise. */
  niveauRecoursORSAN?: Code;
}

/** `Price`. Exactly one detail is present. */
export interface Tarif {
  /** TRE_R246-TypeTarif. */
  type: Code;
  /** TRE_R228-UnitePrix. */
  unite: Code;
  montant: number;
  /** TRE_R230-Devise. */
  devise: Code;
  dateMiseAJour?: string;
  detail: DetailTarif;
  metadonnees: Metadonnees;
}

export type DetailTarif =
  | {
      sorte: 'SOCLE_HEBERGEMENT';
      moinsDe60Ans: boolean;
      prestationsIncluses?: Code[];
      autresPrestationsIncluses?: string[];
      typeHabitation: Code;
      conditionTarifaire?: Code;
      temporaliteAccueil: Code;
    }
  | { sorte: 'PORTAGE_REPAS'; conditionTarifaire?: Code; nom?: string }
  | { sorte: 'JOURNEE_DOMICILE'; conditionTarifaire?: Code }
  | { sorte: 'DEPENDANCE'; niveauDependance: Code; temporaliteAccueil: Code }
  | { sorte: 'SUPPLEMENT_CHAMBRE'; typeHabitation: Code }
  | { sorte: 'AIDE_HUMAINE'; nom?: string; modeGestion: Code; conditionTarifaire?: Code }
  | { sorte: 'PRESTATION_SUPPLEMENTAIRE'; nom: string; prestation?: Code };
