export {
  type Asked,
  type Asker,
  type AskRegion,
  askAll,
  askRegion,
  createFanOut,
  type FanOut,
  type Replied,
} from './fan-out.js';
export { outOfPerimeter, type Perimeter } from './perimeter.js';
export { type Question, writeQuestion } from './question.js';
export { readReply } from './read-answer.js';
export { type RegionAnswer, type Reply, type StatutRegion, unusable } from './region-answer.js';
export { RegionClient } from './region-client.js';
export { RegionDirectory } from './region-directory.js';
export { shareFlights } from './share-flights.js';
