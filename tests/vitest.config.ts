import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { defaultExclude, defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { patience } from './e2e/harness/patience.ts';
import { endWithParent } from './end-with-parent.ts';

const root = resolve(import.meta.dirname, '..');

endWithParent();

// Threads with more room for young objects (MB) collect garbage less often: a tenth less work in all.
for (const flag of ['--min-semi-space-size=32', '--max-semi-space-size=64']) setFlagsFromString(flag);

/** How many times more inputs the laws are asked for (`tests/unit/properties.ts`). */
const moreRuns = Math.max(1, Number(process.env.CIVIC_LENS_RUNS) || 1);

/** The files that take longest, because they wait or have much to read. */
const LONGEST = new RegExp(
  `/(?:${[
    'idle',
    'plain-site(?:-replaced)?',
    'corpus/pages',
    'publication/page/analysis-page',
    'build-index/command',
    'pairs',
    'random',
  ].join('|')})\\.test\\.ts$`,
);
/** Files with a document of their own. Side by side in the order, they share threads that have one. */
const IN_JSDOM = /\/tests\/components\//;
/** Tests that run operations side by side in every order. */
const SCHEDULES = ['tests/unit/interleavings/{pairs,random}.test.ts'];
/** Tests that let each operation of the database fail, or kill the process there. */
const FAULTS = ['tests/unit/db/{faults,upgrade-faults,kills}.test.ts', 'tests/unit/library/faults.test.ts'];

/** The longest files begin first: begun last, all would wait for them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      IN_JSDOM.test(moduleId) ? 0 : LONGEST.test(moduleId) ? 1 : 2;
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/** A project of tests in which a fake browser stands for the real one. */
function withoutBrowser(
  name: string,
  include: string[],
  exclude: string[] = [],
  seconds = 30,
): TestProjectConfiguration {
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
      // A thread runs many files and loads packages once. `setup.ts` gives each file modules and a database of its own.
      isolate: false,
      // Packages that hold what tests write run anew for each file, as the project's own modules do.
      server: { deps: { inline: [/fake-browser/] } },
      testTimeout: patience(seconds * 1000) * moreRuns,
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
        ['tests/unit/corpus/**', ...SCHEDULES, ...FAULTS],
      ),
      // Whole collections of real pages: they would be a fifth of the unit tests' time.
      withoutBrowser('corpus', ['tests/unit/corpus/**/*.test.ts']),
      withoutBrowser('faults', FAULTS),
      // Thousands of orders of what runs at once; each test runs some hundreds.
      withoutBrowser('interleavings', SCHEDULES, [], 180),
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
