export {
  type AskOptions,
  createNationClient,
  type NationAnswer,
  type NationClient,
  type NationClientOptions,
} from './nation-client.js';
export { NationUnreachable } from './nation-unreachable.js';
