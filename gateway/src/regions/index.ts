export { type Asked, type Asker, fanOut } from './fan-out.js';
export { outOfPerimeter, type Perimeter } from './perimeter.js';
export type { RegionAnswer, StatutRegion } from './region-answer.js';
export { type Question, RegionClient } from './region-client.js';
export { RegionDirectory } from './region-directory.js';
