export { Activity } from './activity.js';
export { Hearings } from './hearings.js';
export { LastRefusals } from './last-refusals.js';
export { createNationConsole, type NationConsoleOptions } from './nation-console.js';
export type { Echeance, EtatNation, EtatObserve } from './nation-state.js';
export { NationWatch } from './nation-watch.js';
