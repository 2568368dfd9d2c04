export { accessCommand } from './access.js';
export { adapterCommand } from './adapter.js';
export { askCommand } from './ask.js';
export { demoCommand } from './demo.js';
export { gatewayCommand } from './gateway.js';
export { nomenclatureCommand } from './nomenclature.js';
export { withPublicationVerbs } from './publication.js';
export { whitelistCommand } from './whitelist.js';
