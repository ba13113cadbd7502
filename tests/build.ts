import { execFile } from 'node:child_process';
import { existsSync, globSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Address of the publication that builds for tests and demonstrations are made for. */
export const SAMPLE_PUBLICATION = 'http://noligarchy.localhost:4170/';
/** Port in the addresses of the sample outlets. */
export const OUTLET_PORT = 4170;

export type BrowserName = 'chromium' | 'firefox';
export const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

/** What the extension is built for. */
export interface Variant {
  readonly publication: string;
  /** All-sites access in the manifest and automatic mode from the start. */
  readonly grantAllSites: boolean;
  /** Folder below the run's own. */
  readonly folder: string;
}

/** Automatic mode from the start: most tests. */
export const GRANTED: Variant = { publication: SAMPLE_PUBLICATION, grantAllSites: true, folder: 'granted' };
/** As readers install it, but for the sample publication. */
export const AS_INSTALLED: Variant = {
  publication: SAMPLE_PUBLICATION,
  grantAllSites: false,
  folder: 'as-installed',
};

const RUNS = '.output/runs';
/** Environment variable that tells a run's worker processes which run they belong to. */
const RUN_VARIABLE = 'CIVIC_LENS_RUN';

/** A folder of this run's own, so that two runs in one checkout do not disturb each other. */
export function runFolder(...names: readonly string[]): string {
  if (process.env[RUN_VARIABLE] === undefined) {
    process.env[RUN_VARIABLE] = String(process.pid);
    // A killed run may have had the same process id.
    rmSync(resolve(RUNS, process.env[RUN_VARIABLE]), { recursive: true, force: true });
  }
  return resolve(RUNS, process.env[RUN_VARIABLE], ...names);
}

/** Removes the folder of the run that this process started, and those of runs that were killed. */
export function removeRunFolders(): void {
  for (const folder of globSync(`${RUNS}/*`)) {
    const run = Number(basename(folder));
    if (run === process.pid || !isRunning(run)) rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Where a variant lies once it is built. */
export function builtExtension({ folder }: Variant, browser: BrowserName): string {
  return runFolder(folder, browser === 'firefox' ? 'firefox-mv3' : 'chrome-mv3');
}

/** Builds a variant for a browser, unless this run has built it already. */
export async function buildExtension(variant: Variant, browser: BrowserName): Promise<void> {
  if (existsSync(join(builtExtension(variant, browser), 'manifest.json'))) return;
  await wxt(['build', '-b', browser === 'firefox' ? 'firefox' : 'chrome'], {
    WXT_PUBLICATION_URL: variant.publication,
    WXT_GRANT_ALL_SITES: variant.grantAllSites ? '1' : '',
    CIVIC_LENS_OUTPUT: runFolder(variant.folder),
  });
  const folder = builtExtension(variant, browser);
  if (!existsSync(folder)) throw new Error(`The build left nothing in ${folder}.`);
}

/**
 * Runs WXT with an environment.
 *
 * @throws with its output where it fails; the output is not shown otherwise
 */
export async function wxt(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    await promisify(execFile)('wxt', args, {
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32',
    });
  } catch (error) {
    const { message, stdout } = error as Error & { stdout?: string };
    // The message of a failed command holds what it wrote to its error output.
    throw new Error(`wxt ${args.join(' ')} failed: ${message}\n${stdout ?? ''}`);
  }
}
