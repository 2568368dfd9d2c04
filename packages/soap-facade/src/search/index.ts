export { classesDesAges } from './age-classes.js';
export { DOCUMENT_V1, type OffreV1, type PageV1 } from './document.js';
export { type QuestionV1, questionDe, RESULTATS_MAX } from './question.js';
export { type Couverture, couvertureDe, resultatDe } from './result.js';
