export { diffTables, importTable, listTables, showTable } from './nomenclature-verbs.js';
