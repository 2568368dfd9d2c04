export { nationalSoapPorts } from './soap-ports.js';
