export * from './configuration-error.js';
export * from './read-configuration.js';
export * from './schema-helpers.js';
