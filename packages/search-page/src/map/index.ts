export { type OffreSurCarte, vueCarte } from './map-view.js';
