import { ensureBrowser, useBrowser } from '../browsers.ts';
import { BROWSERS, type BrowserName, buildExtension, GRANTED, removeRunFolders } from '../build.ts';
import { untilKeptProcessesEnd } from '../e2e/harness/kept-process.ts';
import { measureSlowness, SLOWNESS_VARIABLE } from '../e2e/harness/time-limits.ts';
import { endWithParent } from '../end-with-parent.ts';

/**
 * Functions that the commands `test:full-disk`, `test:kills` and `contact-sheet` share. They install a missing browser,
 * build the extension, and leave no process running.
 */

/** Returns the browsers on the command line, or both browsers if it names none, and the other words. */
export function readArguments(): { browsers: readonly BrowserName[]; rest: readonly string[] } {
  const words = process.argv.slice(2);
  const named = BROWSERS.filter((name) => words.includes(name));
  return {
    browsers: named.length > 0 ? named : BROWSERS,
    rest: words.filter((word) => !BROWSERS.includes(word as BrowserName)),
  };
}

/**
 * Prepares the browsers, calls `work` for each browser, and exits. The exit code is a failure if `work` throws or
 * returns failures.
 *
 * @param work returns the number of failures
 */
export async function runScript(
  browsers: readonly BrowserName[],
  work: (name: BrowserName) => Promise<number>,
): Promise<never> {
  endWithParent();
  removeRunFolders();
  process.on('exit', removeRunFolders);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
  process.env[SLOWNESS_VARIABLE] = String(measureSlowness());
  let failed = 0;
  try {
    for (const name of browsers) {
      const browser = await ensureBrowser(name);
      useBrowser(browser);
      console.log(`${name} ${browser.version}`);
      await buildExtension(GRANTED, name);
      failed += await work(name);
    }
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
    failed++;
  }
  if (!(await untilKeptProcessesEnd())) {
    console.error('✗ A browser that this command started is still running.');
    failed++;
  }
  process.exit(failed === 0 ? 0 : 1);
}
