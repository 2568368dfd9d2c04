export { checkWritable, nationLives, READY_FILE, type Ready, readyFilesOf, writeReady } from './ready-file.js';
