export { CommunePoints } from './commune-points.js';
export type { NationContext } from './context.js';
export { nationSchema } from './nation-schema.js';
