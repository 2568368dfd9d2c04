export { CommandFailure, EXIT } from './exit-codes.js';
export { type Explained, explainTls } from './explain-tls.js';
export { LoadProgress } from './load-progress.js';
export { makeFolder } from './make-folder.js';
export { readPem } from './read-pem.js';
export { causeOf, reportFailure } from './report-failure.js';
export { untilSignal } from './until-signal.js';
