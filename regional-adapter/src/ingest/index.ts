export { type OptionsSurveillance, type Surveillance, surveillerFichier } from './file-watcher.js';
export { formatRapport } from './format-report.js';
export { charger } from './load.js';
export { type CodeErreurChargement, ErreurChargement } from './load-error.js';
export type { DemandeChargement, OptionsChargement, ProgressionChargement } from './load-options.js';
