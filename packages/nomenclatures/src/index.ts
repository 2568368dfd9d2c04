export { familleDe } from './activity-family.js';
export { cleCode } from './code-key.js';
export { importer } from './fhir-import.js';
export { OIDS, referenceDe, systemeNos, TABLES_CONNUES, TABLES_DE_SAISIE, type TableConnue } from './known-tables.js';
export { type CodeErreurNomenclature, ErreurNomenclature } from './nomenclature-error.js';
export { Nomenclatures } from './nomenclatures.js';
export { comparer, type DifferenceTables, formaterDifference } from './table-comparison.js';
export { enregistrerTable, lireDossier, lireJson } from './table-folder.js';
export { ecrireTable, lireTable } from './table-format.js';
export type {
  ConceptNos,
  ConceptTable,
  GenreTable,
  GroupeAssociation,
  StatutConcept,
  TableNos,
  TableResume,
} from './table-types.js';
export { motsDe, replierTexte } from './text-folding.js';
