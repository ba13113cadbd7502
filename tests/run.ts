import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowser, installDebianPackages } from './browsers.ts';
import { AS_INSTALLED, BROWSERS, buildExtension, GRANTED } from './build.ts';

/**
 * All tests: types, lint, unit tests, then the built extension in real Chromium and real Firefox. Whatever is missing is
 * installed where that is possible. Ends with a line "N passed, N failed". `npm test -- unit` or `npm test -- e2e <file>` runs a part.
 */

const REPORTS = '.output/test/reports';

interface Counts {
  passed: number;
  failed: number;
}

const [part = 'all', ...files] = process.argv.slice(2);
const total: Counts = { passed: 0, failed: 0 };
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

if (part === 'all') {
  check('types', 'tsc', ['--noEmit']);
  check('lint', 'biome', ['check', '.']);
}
if (part === 'all' || part === 'unit') add(vitest('unit', files));
if (part === 'all' || part === 'e2e') {
  try {
    for (const browser of BROWSERS) await ensureBrowser(browser);
    prepareDisplay();
    for (const browser of BROWSERS)
      for (const variant of [GRANTED, AS_INSTALLED]) buildExtension(variant, browser);
    add(vitest('e2e', files));
    if (part === 'all')
      for (const browser of BROWSERS)
        check(`start, ${browser}`, 'node', ['tests/start.ts', browser, 'headless']);
  } catch (error) {
    console.error(String(error instanceof Error ? error.message : error));
    add({ passed: 0, failed: 1 });
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function add({ passed, failed }: Counts): void {
  total.passed += passed;
  total.failed += failed;
}

/** One command that is right or wrong as a whole. */
function check(name: string, command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  console.log(`${status === 0 ? '✓' : '✗'} ${name}`);
  add(status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

/** Runs a Vitest project and counts its tests. A run that ends without a report has failed. */
function vitest(project: string, only: readonly string[]): Counts {
  const report = `${REPORTS}/${project}.json`;
  const args = [
    'run',
    '--config',
    'tests/vitest.config.ts',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
  ];
  const { status } = spawnSync('vitest', [...args, `--outputFile.json=${report}`, ...only], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as {
    numPassedTests: number;
    numFailedTests: number;
    numFailedTestSuites: number;
  };
  const failed = numFailedTests || (status === 0 ? 0 : Math.max(1, numFailedTestSuites));
  return { passed: numPassedTests, failed };
}

/** The browser's own permission prompt needs a display; on Debian a virtual one can be had. */
function prepareDisplay(): void {
  if (process.platform !== 'linux' || spawnSync('xvfb-run', ['--help']).status === 0) return;
  installDebianPackages(['xvfb', 'xauth', 'openbox', 'xdotool']);
}
