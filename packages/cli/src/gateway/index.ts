export { checkGateway, serveGateway } from './gateway-verbs.js';
