export { detacher, estVide, sansBlancs, TextesRepetes } from './text.js';
export { ATTENDUS, admetVide, DECODEURS, type Decodeur, encoder } from './values.js';
