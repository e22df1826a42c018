import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/e2e/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // One browser and one pair of fixed ports at a time.
    fileParallelism: false,
  },
});
