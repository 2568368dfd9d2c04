export { type Enveloppe, type FauteLue, lireEnveloppe } from './envelope.js';
export { type LueNotification, lireNotification } from './notification-answer.js';
export { type LueCsd, lireLecture } from './reading-answer.js';
export { type LueV1, lireV1, type OiV1 } from './search-answer.js';
