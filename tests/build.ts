import { execFile } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Address of the sample publication. Builds for tests and demonstrations use it. */
export const SAMPLE_PUBLICATION = 'http://noligarchy.localhost:4170/';
/** Port in the addresses of the sample outlets. */
export const OUTLET_PORT = 4170;

export type BrowserName = 'chromium' | 'firefox';
export const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

/** A set of build options. */
export interface Variant {
  /** Address of the publication. */
  readonly publication: string;
  /** Whether the manifest gives access to all sites, so that automatic mode is on from the start. */
  readonly grantAllSites: boolean;
  /** Name of the build's folder, in the folder of the run. */
  readonly folder: string;
}

/** The build with automatic mode from the start. Most tests use it. */
export const GRANTED: Variant = { publication: SAMPLE_PUBLICATION, grantAllSites: true, folder: 'granted' };
/** The build that readers install, except for the publication's address. */
export const AS_INSTALLED: Variant = {
  publication: SAMPLE_PUBLICATION,
  grantAllSites: false,
  folder: 'as-installed',
};

const RUNS = '.output/runs';
/** Environment variable that gives the worker processes of a run the name of the run. */
const RUN_VARIABLE = 'CIVIC_LENS_RUN';

/**
 * Returns a path in the folder of this run. Each run has its own folder, so two runs in one checkout do not interfere.
 */
export function runFolder(...names: readonly string[]): string {
  if (process.env[RUN_VARIABLE] === undefined) {
    process.env[RUN_VARIABLE] = String(process.pid);
    // Remove what an earlier run with the same process id left behind when it was killed.
    rmSync(resolve(RUNS, process.env[RUN_VARIABLE]), { recursive: true, force: true });
  }
  return resolve(RUNS, process.env[RUN_VARIABLE], ...names);
}

/** Removes the folder of this process's run, and the folders of runs that were killed. */
export function removeRunFolders(): void {
  for (const folder of globSync(`${RUNS}/*`)) {
    const run = Number(basename(folder));
    if (run === process.pid || !isRunning(run)) rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a process with this id runs, for this or another user. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Returns the folder of a built variant. */
export function builtExtension({ folder }: Variant, browser: BrowserName): string {
  return runFolder(folder, browser === 'firefox' ? 'firefox-mv3' : 'chrome-mv3');
}

/** Builds `AS_INSTALLED` for a browser. Copies this build to the folder of `GRANTED`, and changes the manifest. */
export async function buildBothVariants(browser: BrowserName): Promise<void> {
  await buildExtension(AS_INSTALLED, browser);
  const folder = builtExtension(GRANTED, browser);
  cpSync(builtExtension(AS_INSTALLED, browser), folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const { optional_host_permissions, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
  const host_permissions = [...manifest.host_permissions, ...optional_host_permissions];
  writeFileSync(file, JSON.stringify({ ...manifest, host_permissions }));
}

/** Builds a variant for a browser, unless this run has already built it. */
export async function buildExtension(variant: Variant, browser: BrowserName): Promise<void> {
  if (existsSync(join(builtExtension(variant, browser), 'manifest.json'))) return;
  await wxt(['build', '-b', browser === 'firefox' ? 'firefox' : 'chrome'], {
    WXT_PUBLICATION_URL: variant.publication,
    WXT_GRANT_ALL_SITES: variant.grantAllSites ? '1' : '',
    CIVIC_LENS_OUTPUT: runFolder(variant.folder),
  });
  const folder = builtExtension(variant, browser);
  if (!existsSync(folder)) throw new Error(`The build has not created ${folder}.`);
}

/**
 * Runs WXT with additional environment variables, without showing its output.
 *
 * @param folder the folder of the project, or of a copy of the project; by default the current folder
 * @throws an error with the output of WXT, if WXT fails
 */
export async function wxt(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  folder = process.cwd(),
): Promise<void> {
  try {
    await promisify(execFile)('wxt', args, {
      cwd: folder,
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32',
    });
  } catch (error) {
    const { message, stdout } = error as Error & { stdout?: string };
    // The message of a failed command already contains its error output.
    throw new Error(`wxt ${args.join(' ')} failed: ${message}\n${stdout ?? ''}`);
  }
}
