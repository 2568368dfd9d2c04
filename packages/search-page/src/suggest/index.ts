export { type Suggestion, suggestions } from './suggestions.js';
