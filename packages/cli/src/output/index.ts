export { CommandFailure, EXIT } from './exit-codes.js';
export { LoadProgress } from './load-progress.js';
export { reportFailure } from './report-failure.js';
export { untilSignal } from './until-signal.js';
