export { communesNommees, type Territoire, territoireNomme } from './place.js';
export { comprendreQuestion, type QuestionComprise } from './understand-question.js';
