export { type NationContext, noteMissing } from './context.js';
export { nationSchema } from './nation-schema.js';
export { type Page, searchPage } from './offers.js';
