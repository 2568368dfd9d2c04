export { OfferIndex } from './offer-index.js';
export { ConstructeurSegment, IdentifiantEnDoubleError } from './segment-builder.js';
export { SegmentIllisibleError } from './segment-format.js';
