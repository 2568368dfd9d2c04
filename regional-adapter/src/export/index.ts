export { exporterStore } from './export-store.js';
export { type ExportPublic, PublicExport, type RythmeExport } from './public-export.js';
export { type DemandeExport, type ExportEcrit, ecrireExport } from './write-export.js';
