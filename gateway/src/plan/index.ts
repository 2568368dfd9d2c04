export { clientSelection, clientVariables, fieldQuestion, ROOT, rankOf } from './field-question.js';
export { keyAlias, NATIONAL_TYPES, type NationalType } from './national-fields.js';
export { PAGE, pageSelection } from './page-selection.js';
export { field } from './region-selection.js';
export { roundMs } from './rounds.js';
