export { checkWritable, freeReadyFile, READY_FILE, type Ready, writeReady } from './ready-file.js';
