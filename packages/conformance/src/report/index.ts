export { junit } from './junit.js';
export { pageDe } from './page.js';
export { bilan, ligneDe } from './text.js';
