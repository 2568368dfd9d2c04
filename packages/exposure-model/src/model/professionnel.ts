import type {
  Adresse,
  BoiteLettresMSS,
  Code,
  Horaire,
  Identifiant,
  Metadonnees,
  Personne,
  SavoirFaire,
  ServiceRendu,
  Telecommunication,
} from './commun.js';

/** `provider`. */
export interface Professionnel {
  id: string;
  identifiants?: Identifiant[];
  /** TRE_G15-ProfessionSante. */
  professions: Code[];
  identite: Personne;
  langues?: Code[];
  organisations?: { id: string; adresses?: Adresse[]; telecommunications?: Telecommunication[] }[];
  /** Internal organisations where the professional practises. */
  exercices?: Exercice[];
  savoirFaire?: SavoirFaire[];
  specialite?: Code;
  /** One for each `providerExtension`. */
  situations?: SituationOperationnelle[];
  metadonnees: Metadonnees;
}

/** `facilities/facility` of a provider. */
export interface Exercice {
  organisationInterneId: string;
  services?: ServiceRendu[];
  horaires?: Horaire[];
}

/** `operationalStatus` and `mailBoxMSS` of a `providerExtension`. */
export interface SituationOperationnelle {
  modeExercice: Code;
  telecommunication?: Telecommunication;
  /** TRE_R243. */
  competencesSpecifiques?: Code[];
  horaires?: Horaire;
  /** TRE_R282. */
  secteurConventionnement?: Code;
  optionContratAccesSoins?: boolean;
  carteVitaleAcceptee?: boolean;
  visiteDomicile?: boolean;
  boiteMSS?: BoiteLettresMSS;
  metadonnees: Metadonnees;
}
