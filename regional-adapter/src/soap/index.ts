export { type ContexteSoap, portsSoap } from './soap-ports.js';
