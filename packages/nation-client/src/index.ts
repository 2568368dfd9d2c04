export {
  type AskOptions,
  createNationClient,
  type NationAnswer,
  type NationClient,
  type NationClientOptions,
  type RegionReplied,
} from './nation-client.js';
export { NationUnreachable } from './nation-unreachable.js';
