import { resolve } from 'node:path';
import { defaultExclude, defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { patience } from './e2e/harness/patience.ts';
import { endWithParent } from './end-with-parent.ts';

const root = resolve(import.meta.dirname, '..');

endWithParent();

/** The files that take longest, because they wait or have much to read. */
const LONGEST = /\/(?:idle|plain-site|corpus\/pages|analysis\/page|build-index\/command)\.test\.ts$/;

/** The longest files begin first: begun last, all would wait for them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => LONGEST.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** A project of tests in which a fake browser stands for the real one. */
function withoutBrowser(name: string, include: string[], exclude: string[] = []): TestProjectConfiguration {
  return {
    root,
    resolve: { alias: { 'webextension-polyfill': resolve(root, 'tests/unit/fake-browser.ts') } },
    test: {
      name,
      include,
      exclude: [...defaultExclude, ...exclude],
      setupFiles: ['tests/unit/setup.ts'],
      // Threads start in half the time that processes take. Vitest alone would leave one core idle.
      pool: 'threads',
      maxWorkers: '100%',
      testTimeout: patience(30_000),
      hookTimeout: patience(60_000),
    },
  };
}

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      withoutBrowser(
        'unit',
        ['tests/unit/**/*.test.ts', 'tests/components/**/*.test.{ts,tsx}'],
        ['tests/unit/corpus/**'],
      ),
      // Whole collections of real pages: they would be a fifth of the unit tests' time.
      withoutBrowser('corpus', ['tests/unit/corpus/**/*.test.ts']),
      {
        root,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          // Ends a test that hangs: conditions that do not come end sooner, and say which (`until`).
          testTimeout: patience(180_000),
          hookTimeout: patience(180_000),
          // One process runs many files, so that they share its browsers: each file installs the extension anew.
          isolate: false,
          maxWorkers: 3,
        },
      },
    ],
  },
});
