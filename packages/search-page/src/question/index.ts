export type { Lieu } from './place.js';
export { type Avis, avisEnMots, communeDite, proposerLieux } from './suggest-place.js';
export { comprendreQuestion, type QuestionComprise } from './understand-question.js';
