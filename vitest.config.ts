import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As Node resolves it: with its ES module build beside, graphql would exist twice and refuse its own objects.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['{packages/*,gateway,regional-adapter,whitelist,bench}/test/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // A module is read once a worker: a fifth of the time, otherwise.
    isolate: false,
  },
});
