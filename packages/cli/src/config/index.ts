export { type AdapterConfig, readAdapterConfig } from './adapter-config.js';
export { readCommunePoints } from './commune-points.js';
export { followOwnIdentity } from './follow-own-identity.js';
export { type GatewayConfig, readGatewayConfig } from './gateway-config.js';
export { identityOf, openAdmission, openRevocations, proxiesOf } from './open-trust.js';
export { type PublisherConfig, readListConfig, readPublisherConfig } from './publisher-config.js';
export { readNomenclatures } from './read-nomenclatures.js';
export type { SolutionConfig, SourceConfig } from './source-schema.js';
export { watchTrust } from './watch-trust.js';
