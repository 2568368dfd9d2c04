/** What is known of a table of the NOS even when none of its rows is carried. */
export interface TableConnue {
  readonly nom: string;
  readonly oid: string | null;
}

const NOS = '1.2.250.1.213';
const ASIP = '1.2.250.1.71.1.2';

/**
 * The tables the modèle d'exposition names (Nomenclatures des Objets de Santé), by short name.
 * An OID is null when it was not found in a public source.
 */
export const TABLES_CONNUES: Readonly<Record<string, TableConnue>> = {
  G00: { nom: 'TRE_G00-Langue', oid: null },
  G07: { nom: 'TRE_G07-TypeIdentifiantStructure', oid: `${ASIP}.14` },
  G08: { nom: 'TRE_G08-TypeIdentifiantPersonne', oid: null },
  G09: { nom: 'TRE_G09-DepartementOM', oid: null },
  G13: { nom: 'TRE_G13-OrientationParticuliere', oid: null },
  G15: { nom: 'TRE_G15-ProfessionSante', oid: `${ASIP}.7` },
  R02: { nom: 'TRE_R02-SecteurActivite', oid: '1.2.250.1.71.4.2.4' },
  R04: { nom: 'TRE_R04-TypeSavoirFaire', oid: `${NOS}.1.6.1.16` },
  R11: { nom: 'TRE_R11-CiviliteExercice', oid: `${NOS}.1.6.1.11` },
  R13: { nom: 'TRE_R13-CommuneOM', oid: null },
  R20: { nom: 'TRE_R20-Pays', oid: null },
  R23: { nom: 'TRE_R23-ModeExercice', oid: `${NOS}.1.6.1.18` },
  R30: { nom: 'TRE_R30-RegionOM', oid: `${NOS}.2.25` },
  R38: { nom: 'TRE_R38-SpecialiteOrdinale', oid: `${ASIP}.38` },
  R39: { nom: 'TRE_R39-Competence', oid: null },
  R40: { nom: 'TRE_R40-CompetenceExclusive', oid: null },
  R42: { nom: 'TRE_R42-DESCnonQualifiant', oid: null },
  R43: { nom: 'TRE_R43-CapaciteSavoirFaire', oid: null },
  R44: { nom: 'TRE_R44-QualificationPAC', oid: null },
  R66: { nom: 'TRE_R66-CategorieEtablissement', oid: `${NOS}.1.6.1.8` },
  R69: { nom: 'TRE_R69-FinessAgregatStatutJuridiqueNiv2', oid: null },
  R72: { nom: 'TRE_R72-FinessStatutJuridique', oid: `${NOS}.1.6.1.44` },
  R73: { nom: 'TRE_R73-ESPIC', oid: `${NOS}.1.6.1.45` },
  R81: { nom: 'TRE_R81-Civilite', oid: `${NOS}.1.6.1.69` },
  R97: { nom: 'TRE_R97-DroitExerciceCompl', oid: null },
  R200: { nom: 'TRE_R200-CanalCommunication', oid: `${NOS}.3.3.1` },
  R201: { nom: 'TRE_R201-TypeDivisionTerritoriale', oid: `${NOS}.3.3.2` },
  R202: { nom: 'TRE_R202-AccessibiliteLieu', oid: `${NOS}.3.3.3` },
  R203: { nom: 'TRE_R203-StatutLieu', oid: `${NOS}.3.3.4` },
  R207: { nom: 'TRE_R207-TypeOrganisationInterne', oid: `${NOS}.3.3.8` },
  R208: { nom: 'TRE_R208-ClasseAge', oid: `${NOS}.3.3.9` },
  R210: { nom: 'TRE_R210-ActeSpecifique', oid: `${NOS}.3.3.11` },
  R211: { nom: 'TRE_R211-ActiviteOperationnelle', oid: `${NOS}.3.3.12` },
  R212: { nom: 'TRE_R212-Equipement', oid: `${NOS}.3.3.10` },
  R213: { nom: 'TRE_R213-ModePriseEnCharge', oid: `${NOS}.3.3.13` },
  R215: { nom: 'TRE_R215-UniteTemps', oid: `${NOS}.3.3.15` },
  R227: { nom: 'TRE_R227-ChampActivite', oid: `${NOS}.3.3.17` },
  R228: { nom: 'TRE_R228-UnitePrix', oid: `${NOS}.3.3.18` },
  R230: { nom: 'TRE_R230-Devise', oid: `${NOS}.3.3.20` },
  R236: { nom: 'TRE_R236-ModeGestion', oid: `${NOS}.3.3.23` },
  R237: { nom: 'TRE_R237-GroupeTarifaireDependance', oid: `${NOS}.3.3.25` },
  R238: { nom: 'TRE_R238-OuvertureAnnuelle', oid: `${NOS}.3.3.27` },
  R239: { nom: 'TRE_R239-PublicPrisEnCharge', oid: `${NOS}.3.3.29` },
  R240: { nom: 'TRE_R240-TemporaliteAccueil', oid: `${NOS}.3.3.31` },
  R241: { nom: 'TRE_R241-AideFinanciere', oid: `${NOS}.3.3.33` },
  R242: { nom: 'TRE_R242-TypeHabitation', oid: `${NOS}.3.3.35` },
  R243: { nom: 'TRE_R243-CompetenceSpecifique', oid: `${NOS}.3.3.37` },
  R244: { nom: 'TRE_R244-CategorieOrganisation', oid: `${NOS}.3.3.39` },
  R245: { nom: 'TRE_R245-SpecialisationDePriseEnCharge', oid: `${NOS}.3.3.41` },
  R246: { nom: 'TRE_R246-TypeTarif', oid: `${NOS}.3.3.43` },
  R247: { nom: 'TRE_R247-UcumUniteMesure', oid: null },
  R250: { nom: 'TRE_R250-ConditionTarifaire', oid: `${NOS}.3.3.46` },
  R251: { nom: 'TRE_R251-FonctionContact', oid: `${NOS}.3.3.48` },
  R252: { nom: 'TRE_R252-TypeHoraire', oid: `${NOS}.3.3.50` },
  R253: { nom: 'TRE_R253-TypeMaternite', oid: `${NOS}.3.3.52` },
  R266: { nom: 'TRE_R266-FamilleActiviteOperationnelleHorsSerafin', oid: `${NOS}.3.3.61` },
  R282: { nom: 'TRE_R282-CNAMAmeliSecteurConventionnement', oid: `${NOS}.1.6.1.135` },
  R283: { nom: 'TRE_R283-NiveauConfidentialite', oid: `${NOS}.1.1.4.344` },
  R284: { nom: 'TRE_R284-NiveauRecoursORSAN', oid: `${NOS}.1.1.4.345` },
  R286: { nom: 'TRE_R286-TypeFermeture', oid: `${NOS}.1.6.1.136` },
  R287: { nom: 'TRE_R287-NatureContact', oid: `${NOS}.3.3.67` },
  R329: { nom: 'TRE_R329-NatureCapacite', oid: `${NOS}.3.3.212` },
  R330: { nom: 'TRE_R330-TypeStatutCapacite', oid: `${NOS}.3.3.213` },
  R356: { nom: 'TRE_R356-ProfessionRessource', oid: `${NOS}.3.3.246` },
  J16: { nom: 'JDV_J16-ActeSpecifique-ROR', oid: `${NOS}.3.4.4` },
  J17: { nom: 'JDV_J17-ActiviteOperationnelle-ROR', oid: `${NOS}.3.4.5` },
  J18: { nom: 'JDV_J18-EquipementSpecifique-ROR', oid: `${NOS}.3.4.6` },
  J19: { nom: 'JDV_J19-ModePriseEnCharge-ROR', oid: `${NOS}.3.4.1` },
  J33: { nom: 'JDV_J33-CompetenceSpecifique-ROR', oid: `${NOS}.3.3.38` },
  J34: { nom: 'JDV_J34-CategorieOrganisation-ROR', oid: `${NOS}.3.3.40` },
  J35: { nom: 'JDV_J35-SpecialisationDePriseEnCharge-ROR', oid: `${NOS}.3.3.42` },
  J55: { nom: 'JDV_J55-CategorieEG-ROR', oid: `${NOS}.3.3.65` },
  J68: { nom: 'JDV_J68-ProfilAccesReferentiel-ROR', oid: `${NOS}.1.6.1.66` },
  J37: { nom: 'JDV_J37-UcumUniteTemps', oid: `${NOS}.3.3.45` },
  J236: { nom: 'JDV_J236-TypeIdentifiant-ROR', oid: `${NOS}.3.4.110` },
};

/** FHIR system of a table of the NOS, by its full name. */
export function systemeNos(nom: string): string {
  return `https://mos.esante.gouv.fr/NOS/${nom}/FHIR/${nom.replace('_', '-')}`;
}

/**
 * What designates a table in an exchange: its published OID, else `urn:inter-ror:nos:TRE_R244`, a form of this
 * project for the tables whose OID is not published; `Nomenclatures` reads both.
 */
export function referenceDe(court: string): string {
  const connue = TABLES_CONNUES[court];
  if (connue?.oid) return connue.oid;
  const nom = connue?.nom ?? `${court.startsWith('J') ? 'JDV' : 'TRE'}_${court}-`;
  return `urn:inter-ror:nos:${nom.slice(0, nom.indexOf('-'))}`;
}

/** Reference of the table of each coded element of the modèle d'exposition 2.4: an OID, or the internal form. */
export const OIDS = {
  champActivite: referenceDe('R227'),
  modePriseEnCharge: referenceDe('R213'),
  activiteOperationnelle: referenceDe('R211'),
  familleActivite: referenceDe('R266'),
  acteSpecifique: referenceDe('R210'),
  equipement: referenceDe('R212'),
  categorieOrganisation: referenceDe('R244'),
  categorieEG: referenceDe('R66'),
  secteurActivite: referenceDe('R02'),
  publicPrisEnCharge: referenceDe('R239'),
  temporaliteAccueil: referenceDe('R240'),
  competenceSpecifique: referenceDe('R243'),
  specialisationPriseEnCharge: referenceDe('R245'),
  profession: referenceDe('G15'),
  typeSavoirFaire: referenceDe('R04'),
  specialiteOrdinale: referenceDe('R38'),
  competence: referenceDe('R39'),
  competenceExclusive: referenceDe('R40'),
  orientationParticuliere: referenceDe('G13'),
  capaciteSavoirFaire: referenceDe('R43'),
  qualificationPAC: referenceDe('R44'),
  descNonQualifiant: referenceDe('R42'),
  droitExerciceComplementaire: referenceDe('R97'),
  civilite: referenceDe('R81'),
  civiliteExercice: referenceDe('R11'),
  langue: referenceDe('G00'),
  modeExercice: referenceDe('R23'),
  secteurConventionnement: referenceDe('R282'),
  niveauConfidentialite: referenceDe('R283'),
  typeOrganisationInterne: referenceDe('R207'),
  canalCommunication: referenceDe('R200'),
  fonctionContact: referenceDe('R251'),
  natureContact: referenceDe('R287'),
  typeDivisionTerritoriale: referenceDe('R201'),
  region: referenceDe('R30'),
  departement: referenceDe('G09'),
  commune: referenceDe('R13'),
  pays: referenceDe('R20'),
  statutLieu: referenceDe('R203'),
  accessibiliteLieu: referenceDe('R202'),
  typeHoraire: referenceDe('R252'),
  ouvertureAnnuelle: referenceDe('R238'),
  modeGestion: referenceDe('R236'),
  typeMaternite: referenceDe('R253'),
  typeHabitation: referenceDe('R242'),
  aideFinanciere: referenceDe('R241'),
  typeTarif: referenceDe('R246'),
  unitePrix: referenceDe('R228'),
  devise: referenceDe('R230'),
  conditionTarifaire: referenceDe('R250'),
  niveauDependance: referenceDe('R237'),
  niveauRecoursORSAN: referenceDe('R284'),
  typeFermeture: referenceDe('R286'),
  statutJuridique: referenceDe('R72'),
  sousEnsembleAgregatStatutJuridique: referenceDe('R69'),
  espic: referenceDe('R73'),
  classeAge: referenceDe('R208'),
  uniteMesure: referenceDe('R247'),
  uniteTemps: referenceDe('R215'),
  natureCapacite: referenceDe('R329'),
  statutCapacite: referenceDe('R330'),
  typeIdentifiant: referenceDe('J236'),
} as const;

/**
 * Other references met in exchanges for a table: the OID that the published search test suite sends for the type of
 * territorial division, and slips of table names in the published XSD of CSD 2.4.
 */
export const AUTRES_REFERENCES: Readonly<Record<string, string>> = {
  [`${NOS}.2.3.2`]: 'R201',
  'tre_r13-modepriseencharge': 'R213',
  'tre_r327-niveaudependance': 'R237',
  'tre_r04-specialiteordinale': 'R38',
};

/**
 * Where the values of each coded element are chosen and read: the usage subset (JDV) of the ROR when the element has
 * one, which may draw on several reference tables, else its reference table. Short names, that `Nomenclatures` reads.
 */
export const TABLES_DE_SAISIE = {
  champActivite: 'J20',
  modePriseEnCharge: 'J19',
  activiteOperationnelle: 'J17',
  familleActivite: 'J51',
  acteSpecifique: 'J16',
  typeEquipement: 'J18',
  categorieOrganisation: 'J34',
  categorieEG: 'J55',
  publicPrisEnCharge: 'J29',
  temporaliteAccueil: 'J30',
  competenceSpecifique: 'J33',
  specialisationPriseEnCharge: 'J35',
  profession: 'J186',
  specialiteOrdinale: 'J210',
  natureContact: 'J221',
  niveauConfidentialite: 'J222',
  canalCommunication: 'J225',
  typeOrganisationInterne: 'J203',
  typeIdentifiant: 'J236',
  uniteAge: 'J37',
} as const;
