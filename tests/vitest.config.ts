import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = resolve(import.meta.dirname, '..');

/** The file that mostly waits begins first: begun last, all would wait for it. */
class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const waits = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('/idle.test.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))];
  }
}

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: WaitingFirst },
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
