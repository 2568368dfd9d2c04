export { ADRESSE, type Adresse, lignesAdresse, vueAdresse } from './address.js';
export { ageEnMots } from './age-words.js';
export { HORAIRES, type Horaire, phraseDuJour, vueHoraires } from './hours.js';
export { chemin, cheminEnListe } from './path-view.js';
