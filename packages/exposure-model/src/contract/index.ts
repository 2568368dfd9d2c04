export * from './schema.js';
export * from './sdl.js';
