import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import {
  ensureBrowser,
  ensureOldestBrowser,
  type InstalledBrowser,
  installPackages,
  useBrowser,
} from './browsers.ts';
import { AS_INSTALLED, BROWSERS, buildExtension, GRANTED, removeRunFolders, runFolder } from './build.ts';
import { untilKeptProcessesEnd } from './e2e/harness/kept-process.ts';
import { measureSlowness, SLOWNESS_VARIABLE } from './e2e/harness/time-limits.ts';
import { endWithParent } from './end-with-parent.ts';

/**
 * Runs the tests. Installs missing browsers and display programs if possible.
 *
 *   npm test                       types, lint, tests without a browser, then both browsers
 *   npm run test:unit [name …]     unit tests: all, or those with one of the names in their path
 *   npm run test:components [name …]   tests of pages in a simulated document: all, or those with one of the names
 *   npm run test:e2e [name …]      tests in browsers: all, or those with one of the names in their path
 *   npm run test:oldest [name …]   the tests in browsers, in the oldest supported browsers
 *
 * Prints a last line "N passed, N failed". `test:oldest` then also prints the versions of the browsers.
 */

/** The numbers of tests that passed and failed in a part of the run. */
interface Outcome {
  readonly passed: number;
  readonly failed: number;
}
/** One line in the table of durations. It is about a step of the run or, if it is indented, about a test file. */
interface Duration {
  readonly what: string;
  readonly seconds: number;
}
/** The number of test files in that table. */
const SHOWN_LINES = 20;

const [part = 'all', ...only] = process.argv.slice(2);
/**
 * The projects of tests that take longer: database faults, whole builds, whole plain sites and hostile input.
 * `test:unit` runs them only if a name selects them.
 */
const SLOW = ['faults', 'builds', 'sites', 'hostile'];
const durations: Duration[] = [];
const outcomes: Outcome[] = [];
let browsers: readonly InstalledBrowser[] = [];

endWithParent();
removeRunFolders();
mkdirSync(runFolder(), { recursive: true });
process.on('exit', removeRunFolders);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

measureThisMachine();
if (part === 'all') {
  outcomes.push(await check('types', 'tsc', ['--noEmit']));
  outcomes.push(await check('lint', 'biome', ['check', '.']));
}
if (part === 'all') outcomes.push(await vitest('unit', 'components', ...SLOW, 'corpus', 'interleavings'));
if (part === 'unit') outcomes.push(await vitest('unit', ...(only.length > 0 ? SLOW : [])));
if (part === 'components') outcomes.push(await vitest('components'));
if (part === 'all' || part === 'e2e' || part === 'oldest') {
  try {
    await prepareBrowsers();
    outcomes.push(await vitest('e2e'));
    for (const { name } of part === 'all' ? browsers : [])
      outcomes.push(await check(`npm start, ${name}`, 'node', ['tests/start.ts', name, 'headless']));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    outcomes.push({ passed: 0, failed: 1 });
  }
}
// The processes that watch over the browsers need a moment to end those of test processes that have just exited.
if (!(await untilKeptProcessesEnd())) {
  console.error('A browser that the tests started is still running.');
  outcomes.push({ passed: 0, failed: 1 });
}
printTable();
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
if (part === 'oldest') console.log(browsers.map(({ name, version }) => `${name} ${version}`).join(', '));
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** Measures the speed of this machine once. The result decides how long tests wait. */
function measureThisMachine(): void {
  const slowness = measureSlowness();
  process.env[SLOWNESS_VARIABLE] = String(slowness);
  if (slowness > 1.2)
    console.log(`This machine is slow or busy: limits are ${slowness.toFixed(1)} times as long.`);
}

/** Installs missing browsers and display programs, and builds the extension. */
async function prepareBrowsers(): Promise<void> {
  await timed('install what is missing', async () => {
    const ensure = part === 'oldest' ? ensureOldestBrowser : ensureBrowser;
    const found: InstalledBrowser[] = [];
    for (const name of BROWSERS) found.push(await ensure(name));
    browsers = found;
    await prepareDisplay();
  });
  for (const browser of browsers) {
    useBrowser(browser);
    console.log(`${browser.name} ${browser.version} (${browser.path})`);
  }
  await timed('build', async () => {
    await Promise.all(
      BROWSERS.map(async (browser) => {
        for (const variant of [GRANTED, AS_INSTALLED]) await buildExtension(variant, browser);
      }),
    );
  });
}

/**
 * Installs a virtual display on Debian if there is none. The browser's own permission prompt appears only on a display.
 */
async function prepareDisplay(): Promise<void> {
  if (process.platform !== 'linux' || spawnSync('xvfb-run', ['--help']).status === 0) return;
  const result = await installPackages(['xvfb', 'xauth', 'openbox', 'xdotool']);
  if (result !== 'installed')
    console.log(`There is no virtual display (${result}): the permission prompt is not tested.`);
}

/** Runs a command, which counts as one test. */
async function check(what: string, command: string, args: readonly string[]): Promise<Outcome> {
  const status = await timed(what, () => run(command, args));
  console.log(`${status === 0 ? '✓' : '✗'} ${what}`);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs Vitest projects and counts their tests. A run without a report counts as one failure. */
async function vitest(...projects: readonly string[]): Promise<Outcome> {
  const report = runFolder(`${projects.join('-')}.json`);
  const status = await timed(`tests: ${projects.join(', ')}`, () =>
    run('vitest', [
      'run',
      '--config',
      'tests/vitest.config.ts',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...only,
    ]),
  );
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as VitestReport;
  for (const { name, startTime, endTime } of testResults)
    durations.push({ what: `  ${relative('tests', name)}`, seconds: (endTime - startTime) / 1000 });
  // Vitest also fails if a file could not be loaded, or if an error occurred outside tests.
  const failed = numFailedTests || (status === 0 ? 0 : Math.max(1, numFailedTestSuites));
  return { passed: numPassedTests, failed };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  /** Start and end of each test file (ms since the epoch). */
  readonly testResults: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
  }[];
}

/** Runs a command with this process's input and output, and returns its exit code. */
function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    durations.push({ what, seconds: (performance.now() - start) / 1000 });
  }
}

/** Prints how long each step took, in order, and how long the slowest test files took. */
function printTable(): void {
  const isFile = ({ what }: Duration): boolean => what.startsWith(' ');
  const steps = durations.filter((line) => !isFile(line));
  const files = durations.filter(isFile).toSorted((a, b) => b.seconds - a.seconds);
  console.log('\nDurations in seconds; test files run in parallel:');
  for (const { what, seconds } of [...steps, ...files.slice(0, SHOWN_LINES)])
    console.log(`${seconds.toFixed(1).padStart(7)}  ${what}`);
  console.log(`${(performance.now() / 1000).toFixed(1).padStart(7)}  total\n`);
}
