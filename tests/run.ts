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
import { BROWSERS, buildBothVariants, removeRunFolders, runFolder } from './build.ts';
import { untilKeptProcessesEnd } from './e2e/harness/kept-process.ts';
import { measureSlowness, SLOWNESS_VARIABLE } from './e2e/harness/time-limits.ts';
import { endWithParent } from './end-with-parent.ts';

/**
 * Runs the tests. Installs missing browsers and display programs if possible.
 *
 *   npm test                       types, lint, tests without a browser, then tests and `npm start` in both browsers
 *   npm run test:unit [name …]     unit tests: all, or those with one of the names in their path
 *   npm run test:components [name …]   pages in a simulated document: all, or those with one of the names in their path
 *   npm run test:e2e [name …]      tests in browsers: all, or those with one of the names in their path
 *   npm run test:oldest [name …]   the tests in browsers, in the oldest supported browsers
 *   npm run test:interleavings     all orders of concurrent operations; `npm test` runs a fifth of them
 *   npm run test:packages          slow checks of the packages for the stores
 *
 * Prints how long the parts took, which tests failed, and a last line "N passed, N failed". `test:oldest` then also
 * prints the versions of the browsers.
 */

/** One line in the table of durations. It is about a step of the run or, if it is indented, about a test file. */
interface Duration {
  readonly what: string;
  readonly seconds: number;
}
/** Maximum number of test files in the table of durations. */
const SHOWN_LINES = 20;

const [part = 'all', ...only] = process.argv.slice(2);
/**
 * The projects of tests that take longer: database faults, whole builds, whole plain sites and hostile input.
 * `test:unit` runs them only with names, and then only the files that these names select.
 */
const SLOW = ['faults', 'builds', 'sites', 'hostile'];
const durations: Duration[] = [];
/** The number of tests that passed. */
let passed = 0;
/** The names of failed tests and steps, and errors outside the tests, in order. */
const failures: string[] = [];
let browsers: readonly InstalledBrowser[] = [];

endWithParent();
removeRunFolders();
mkdirSync(runFolder(), { recursive: true });
process.on('exit', removeRunFolders);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

measureThisMachine();
if (part === 'all') {
  await check('types', 'tsc', ['--noEmit']);
  await check('lint', 'biome', ['check', '.']);
}
if (part === 'all') await vitest('unit', 'components', ...SLOW, 'corpus', 'interleavings');
if (part === 'unit') await vitest('unit', ...(only.length > 0 ? SLOW : []));
if (part === 'components') await vitest('components');
if (part === 'interleavings') {
  process.env.CIVIC_LENS_SCHEDULES = 'all';
  await vitest('interleavings');
}
if (part === 'packages') await vitest('packages');
if (part === 'all' || part === 'e2e' || part === 'oldest') {
  try {
    await prepareBrowsers();
    await vitest('e2e');
    for (const { name } of part === 'all' ? browsers : [])
      await check(`npm start, ${name}`, 'node', ['tests/start.ts', name, 'headless']);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    failures.push('preparing the browsers');
  }
}
// The keeper processes need a moment to end the browsers of test processes that have just exited.
if (!(await untilKeptProcessesEnd())) {
  console.error('A browser that the tests started is still running.');
  failures.push('a browser still runs after the tests');
}
printTable();
for (const name of failures) console.log(`✗ ${name}`);
console.log(`${passed} passed, ${failures.length} failed`);
if (part === 'oldest') console.log(browsers.map(({ name, version }) => `${name} ${version}`).join(', '));
process.exit(failures.length === 0 && passed > 0 ? 0 : 1);

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
    await Promise.all(BROWSERS.map(buildBothVariants));
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
async function check(what: string, command: string, args: readonly string[]): Promise<void> {
  const status = await timed(what, () => run(command, args));
  console.log(`${status === 0 ? '✓' : '✗'} ${what}`);
  if (status === 0) passed += 1;
  else failures.push(what);
}

/**
 * Runs Vitest projects, counts the tests that passed, and records the names of the tests that failed. A file that
 * cannot be loaded, an error outside the tests and a run without a report each count as one failure.
 */
async function vitest(...projects: readonly string[]): Promise<void> {
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
  if (!existsSync(report)) {
    failures.push(`${projects.join(', ')}: no report`);
    return;
  }
  const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  passed += numPassedTests;
  const failedBefore = failures.length;
  for (const { name, status: outcome, message, startTime, endTime, assertionResults } of testResults) {
    const file = relative('tests', name);
    durations.push({ what: `  ${file}`, seconds: (endTime - startTime) / 1000 });
    const failedTests = assertionResults.filter((test) => test.status === 'failed');
    failures.push(...failedTests.map(({ fullName }) => `${file}: ${fullName}`));
    if (outcome === 'failed' && failedTests.length === 0)
      failures.push(`${file}: ${message.split('\n', 1)[0]}`);
  }
  if (status !== 0 && failures.length === failedBefore)
    failures.push(`${projects.join(', ')}: an error outside the tests`);
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** The error of the file outside its tests; empty if there is none. */
    readonly message: string;
    /** Start and end (ms since the epoch). */
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
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
