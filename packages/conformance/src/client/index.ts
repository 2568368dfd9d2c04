export { ClientSoap, ErreurEchange, type ReponseHttp } from './soap-client.js';
export { type Cible, sujetDe } from './target.js';
