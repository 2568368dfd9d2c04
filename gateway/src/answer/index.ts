export { type NationContext, nationOf } from './context.js';
export { nationSchema } from './nation-schema.js';
export { type Page, searchPage } from './offers.js';
export { regionName } from './region-report.js';
