export {
  DEADLINE_DEFAULT_MS,
  DEADLINE_MAX_MS,
  type Gateway,
  type GatewayOptions,
  type PublicAccessOptions,
} from './gateway-options.js';
export { startGateway } from './start-gateway.js';
