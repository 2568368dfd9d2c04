export { isTouchedByBeds, stateAfterBeds, withoutBeds } from './beds.js';
export { holdsNothing } from './holds-nothing.js';
export { type EtatRegion, lireEtat, STATE_BYTES_MAX, STATE_HEADER, STATE_PATHS } from './state.js';
export { lireResume, type ResumeOffres, type ResumeRegion, SUMMARY_BYTES_MAX, VALUES_MAX } from './summary.js';
