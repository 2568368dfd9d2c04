export { type Ack, type AckReport, readAcks, waitForAcks } from './acks.js';
export { type Publisher, type PublisherLogger, type PublisherOptions, startPublisher } from './start-publisher.js';
