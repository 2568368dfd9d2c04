export { keyAlias, NATIONAL_TYPES } from './national-fields.js';
export { once } from './once.js';
export { type Frame, type RegionPart, regionPart } from './region-part.js';
export { ROOT, rootQuestion } from './root-question.js';
export { roundMs } from './rounds.js';
export { BadShape, type Check, checkOf } from './shape.js';
