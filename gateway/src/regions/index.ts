export {
  type Asked,
  type Asker,
  type AskRegion,
  askAll,
  askRegion,
  createFanOut,
  type FanOut,
  type Replied,
  type ToldOfReply,
  viewOf,
} from './fan-out.js';
export { type ListedRegion, type ListedRegions, listedRegions } from './listed-regions.js';
export { notAsked, outOfPerimeter } from './perimeter.js';
export { type Question, writeQuestion } from './question.js';
export { readReply } from './read-answer.js';
export { type RegionAnswer, type Reply, type StatutRegion, unusable } from './region-answer.js';
export { type Failure, nameOf, RegionClient } from './region-client.js';
export { RegionDirectory } from './region-directory.js';
export { shareFlights } from './share-flights.js';
