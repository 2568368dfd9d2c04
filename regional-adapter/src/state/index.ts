export { StateFeed } from './state-feed.js';
export { stateRoutes } from './state-routes.js';
