export { attribut, descendants, ErreurXml, fils, lireXml, type Noeud, unFils } from './tree.js';
