import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { defaultExclude, defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { timeLimit } from './e2e/harness/time-limits.ts';
import { endWithParent } from './end-with-parent.ts';

const root = resolve(import.meta.dirname, '..');

endWithParent();

// With more memory for young objects (MB), V8 collects garbage less often. Without these flags, collecting garbage
// takes a twelfth of the processor time of unit tests.
for (const flag of ['--min-semi-space-size=32', '--max-semi-space-size=64']) setFlagsFromString(flag);

/**
 * Factor for the number of inputs of each property (`tests/unit/properties.ts`). The time limits of tests grow by the
 * same factor.
 */
const moreRuns = Math.max(1, Number(process.env.CIVIC_LENS_RUNS) || 1);

/** The files that take the longest time, because they read many files or do much work. */
const LONGEST =
  /\/(?:corpus\/pages|publication\/page\/analysis-page|build-index\/command|pairs|random)\.test\.ts$/;
/** Files that mostly wait, and use little processor time. */
const WAITING = /\/e2e\/.*\/(?:idle|plain-site|plain-site-replaced)\.test\.ts$/;
/** Number of other files between two files that wait. */
const BETWEEN_WAITING = 6;
/**
 * Files that need a jsdom document. If they are adjacent in the order, they share the threads that have such a
 * document.
 */
const IN_JSDOM = /\/tests\/components\/|\/unit\/page\/read-links\.test\.ts$/;
/** Tests that interleave operations in many orders. */
const SCHEDULES = ['tests/unit/interleavings/{pairs,random}.test.ts'];
/** Tests that build the index of a whole site many times, some in separate processes. */
const BUILDS = ['tests/unit/build-index/{build-index,command,crawl,runs}.test.ts'];
/** Tests that make each operation of the database fail in turn, or kill the process at each write. */
const FAULTS = [
  'tests/unit/db/{faults,upgrade-faults,kills}.test.ts',
  'tests/unit/{library/faults,sync/site-index-faults}.test.ts',
];
/** Tests that read whole plain sites many times. */
const SITES = ['tests/unit/sync/{disallowed-pages,pages-*,site-index-older,back-fill-batches}.test.ts'];
/** Tests with very large input that tries to waste time or memory. */
const HOSTILE = ['tests/unit/publication/{feed/hostile-feed,page/hostile-page}.test.ts'];

/**
 * Starts the files that need a jsdom document first, and then the longest files. If long files started last, they would
 * still run when all other files have ended. Files that mostly wait start at intervals, so that other files use the
 * cores meanwhile.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      IN_JSDOM.test(moduleId) ? 0 : LONGEST.test(moduleId) ? 1 : 2;
    const isWaiting = ({ moduleId }: TestSpecification): boolean => WAITING.test(moduleId);
    const sorted = (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
    const order = sorted.filter((file) => !isWaiting(file));
    for (const [n, file] of sorted.filter(isWaiting).entries())
      order.splice(n * (BETWEEN_WAITING + 1), 0, file);
    return order;
  }
}

/**
 * Returns a project of tests that use a fake browser.
 *
 * @param seconds time limit of a test on the reference machine
 */
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
      // Threads start twice as fast as processes. By default, Vitest would leave one core idle.
      pool: 'threads',
      maxWorkers: '100%',
      // A thread runs many files and loads packages only once. `setup.ts` gives each file its own modules and database.
      isolate: false,
      // Evaluate the fake browser again for each file, like the project's own modules, because it stores what tests
      // write.
      server: { deps: { inline: [/fake-browser/] } },
      testTimeout: timeLimit(seconds * 1000) * moreRuns,
      hookTimeout: timeLimit(60_000),
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
        ['tests/unit/**/*.test.ts'],
        ['tests/unit/corpus/**', ...SCHEDULES, ...FAULTS, ...BUILDS, ...SITES, ...HOSTILE],
      ),
      // Pages and their states, in a simulated document.
      withoutBrowser('components', ['tests/components/**/*.test.{ts,tsx}']),
      // Tests on large collections of real pages. These tests would take a fifth of the time of the unit tests.
      withoutBrowser('corpus', ['tests/unit/corpus/**/*.test.ts']),
      withoutBrowser('faults', FAULTS),
      withoutBrowser('builds', BUILDS),
      withoutBrowser('sites', SITES),
      withoutBrowser('hostile', HOSTILE),
      // Thousands of orders of concurrent operations. Each test runs some hundreds of orders.
      withoutBrowser('interleavings', SCHEDULES, [], 180),
      // The packages for the stores, which take a minute to build.
      {
        root,
        test: {
          name: 'packages',
          include: ['tests/packages/**/*.test.ts'],
          testTimeout: timeLimit(300_000),
          hookTimeout: timeLimit(300_000),
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          // Limit that ends a test that hangs. `until` gives up earlier and names the condition that did not become
          // true.
          testTimeout: timeLimit(180_000),
          hookTimeout: timeLimit(180_000),
          // One process runs many files, so that they share its browsers. Each file reinstalls the extension.
          isolate: false,
          maxWorkers: 4,
        },
      },
    ],
  },
});
