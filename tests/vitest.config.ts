import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        // The background and its modules speak to a fake browser here.
        resolve: { alias: { 'webextension-polyfill': resolve(root, 'tests/unit/fake-browser.ts') } },
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], setupFiles: ['fake-indexeddb/auto'] },
      },
      {
        root,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One more than the cores that CI has: much of this is waiting for browsers.
          maxWorkers: 3,
        },
      },
    ],
  },
});
