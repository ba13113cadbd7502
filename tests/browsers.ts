import { execFile, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  Browser,
  computeExecutablePath,
  detectBrowserPlatform,
  install,
  resolveBuildId,
} from '@puppeteer/browsers';
import { MINIMUM_VERSIONS } from '../lib/browser/minimum-versions.ts';
import type { BrowserName } from './build.ts';

/** A browser on this machine. */
export interface InstalledBrowser {
  readonly name: BrowserName;
  /** Path of the program. */
  readonly path: string;
  /** The version as `--version` prints it, for example "140.12.0esr". */
  readonly version: string;
}

/**
 * The usual paths of the programs. Branded Chrome is missing, because it refuses unpacked extensions on the command
 * line.
 */
const PLACES: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  firefox: [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/snap/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};
/** Environment variables that contain the path of the browser to use. */
const VARIABLES: Readonly<Record<BrowserName, string>> = {
  chromium: 'CHROMIUM_PATH',
  firefox: 'FIREFOX_PATH',
};
const DEBIAN_PACKAGES: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['chromium', 'fonts-liberation'],
  firefox: ['firefox-esr', 'fonts-liberation'],
};
const DOWNLOADS = resolve('node_modules/.cache/browsers');

/**
 * Returns the browser to test with. Uses a browser that is present and not older than the declared minimum. If there is
 * none, installs a Debian package. If this is not possible, for example without the rights of root, downloads a browser
 * from its maker into `node_modules/.cache`.
 *
 * @throws an error that says what to do, if both the package and the download fail
 */
export async function ensureBrowser(name: BrowserName): Promise<InstalledBrowser> {
  const present = presentBrowser(name);
  if (present) return present;
  console.log(`${name} is missing; installing it …`);
  const byPackage = await installPackages(DEBIAN_PACKAGES[name]);
  const installed = presentBrowser(name);
  if (installed) return installed;
  try {
    return await download(name, 'stable');
  } catch (error) {
    throw new Error(
      `${name} ${MINIMUM_VERSIONS[name]} or newer is missing and could not be installed (package: ${
        byPackage === 'installed' ? 'too old' : byPackage
      }; download: ${messageOf(error)}). Install it and run this again, or name its path in ${VARIABLES[name]}.`,
    );
  }
}

/**
 * Returns the oldest available browser that is not older than the declared minimum. This is the minimum itself if it
 * can be downloaded, or else the oldest version that Debian offers. Unpacks the browser into `node_modules/.cache`
 * without replacing the installed browser.
 *
 * @throws an error if neither the minimum nor a package of Debian is available
 */
export async function ensureOldestBrowser(name: BrowserName): Promise<InstalledBrowser> {
  const minimum = MINIMUM_VERSIONS[name];
  try {
    return await download(name, name === 'firefox' ? `esr_${minimum}.0esr` : String(minimum));
  } catch (error) {
    console.log(
      `${name} ${minimum} cannot be downloaded here (${messageOf(error)}); trying Debian's oldest package …`,
    );
  }
  try {
    // If no browser is present, install the current one: its package also installs the libraries that the older
    // browser needs.
    await ensureBrowser(name);
    return await unpackOldestPackage(name);
  } catch (error) {
    throw new Error(
      `${name} ${minimum} can neither be downloaded nor unpacked from a Debian package here (${messageOf(error)}).`,
    );
  }
}

/** Makes this process, and the processes that it starts, use this browser. */
export function useBrowser({ name, path }: InstalledBrowser): void {
  process.env[VARIABLES[name]] = path;
}

/** Returns the major version of the browser that tests use, or NaN if there is none. */
export function majorVersion(name: BrowserName): number {
  return Number.parseInt(presentBrowser(name)?.version ?? '', 10);
}

/** Returns the path of the browser that this process uses. Installs a browser if none is present. */
export async function browserPath(name: BrowserName): Promise<string> {
  return process.env[VARIABLES[name]] ?? (await ensureBrowser(name)).path;
}

/** Installs Debian packages. Needs root. Returns "installed", or the reason for the failure. */
export async function installPackages(packages: readonly string[]): Promise<'installed' | string> {
  if (process.getuid?.() !== 0) return 'not root';
  if (spawnSync('apt-get', ['--version']).status !== 0) return 'no apt-get';
  try {
    // Without `apt-get update`, a machine with old package lists would install old browsers.
    await aptGet(['update']);
    await aptGet(['install', '-y', '--no-install-recommends', ...packages]);
    return 'installed';
  } catch (error) {
    return messageOf(error);
  }
}

/** Finds an installed browser that is not older than the minimum. */
function presentBrowser(name: BrowserName): InstalledBrowser | undefined {
  const named = process.env[VARIABLES[name]];
  for (const path of named ? [named] : PLACES[name]) {
    const version = existsSync(path) && versionOf(path);
    if (!version) continue;
    if (Number.parseInt(version, 10) >= MINIMUM_VERSIONS[name]) return { name, path, version };
    console.log(`${path} is version ${version}, older than the oldest supported version.`);
  }
  return undefined;
}

/**
 * Returns the version that a browser prints, without the words around it. A browser prints, for example, "Mozilla
 * Firefox 140.12.0esr" or "Chromium 156.0.8078.108 built on Debian".
 */
function versionOf(path: string): string | undefined {
  const { stdout } = spawnSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8' });
  return /\d+\.[\w.]+/.exec(stdout ?? '')?.[0];
}

async function download(name: BrowserName, tag: string): Promise<InstalledBrowser> {
  const browser = name === 'firefox' ? Browser.FIREFOX : Browser.CHROME;
  const platform = detectBrowserPlatform();
  if (!platform) throw new Error('there is no download for this system');
  const buildId = /^esr_/.test(tag) ? tag : await resolveBuildId(browser, platform, tag);
  const path = computeExecutablePath({ browser, buildId, cacheDir: DOWNLOADS });
  if (!existsSync(path)) await install({ browser, buildId, cacheDir: DOWNLOADS });
  return { name, path, version: versionOf(path) ?? buildId };
}

async function unpackOldestPackage(name: BrowserName): Promise<InstalledBrowser> {
  const [main = ''] = DEBIAN_PACKAGES[name];
  if (process.getuid?.() === 0) await aptGet(['update']);
  const version = await oldestOffered(main, MINIMUM_VERSIONS[name]);
  const folder = join(DOWNLOADS, `debian-${name}-${version.replace(/\W+/g, '-')}`);
  const path = join(
    folder,
    name === 'firefox' ? 'usr/lib/firefox-esr/firefox-esr' : 'usr/lib/chromium/chromium',
  );
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const packages = name === 'firefox' ? [main] : [main, `${main}-common`];
    await aptGet(['download', ...packages.map((wanted) => `${wanted}=${version}`)], folder);
    for (const file of globSync('*.deb', { cwd: folder }))
      await promisify(execFile)('dpkg', ['-x', file, '.'], { cwd: folder });
  }
  return { name, path, version: versionOf(path) ?? version };
}

/** Of the versions of a package that Debian offers, returns the oldest from the major version `minimum` up. */
async function oldestOffered(name: string, minimum: number): Promise<string> {
  const { stdout } = await promisify(execFile)('apt-cache', ['madison', name]);
  const versions = stdout
    .split('\n')
    .flatMap((line) => line.split('|')[1]?.trim() ?? [])
    .filter((version) => Number.parseInt(version, 10) >= minimum)
    .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const [oldest] = versions;
  if (!oldest) throw new Error(`Debian offers no ${name} from version ${minimum} up.`);
  return oldest;
}

/** How long to wait for another process that uses the package manager (ms). */
const LOCK_TIMEOUT_MS = 15 * 60_000;

/**
 * Runs apt-get. While another process holds a lock of the package manager, waits for at most `LOCK_TIMEOUT_MS`.
 *
 * @throws an error with the last line that apt-get wrote to its error output
 */
async function aptGet(args: readonly string[], cwd = process.cwd()): Promise<void> {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const end = Date.now() + LOCK_TIMEOUT_MS;
  for (;;) {
    try {
      await promisify(execFile)('apt-get', args, { env: environment, maxBuffer: 1e9, cwd });
      return;
    } catch (error) {
      const { stderr = '' } = error as { stderr?: string };
      if (!/Could not get lock|Unable to acquire|Unable to lock/.test(stderr) || Date.now() > end)
        throw new Error(stderr.trim().split('\n').at(-1) || messageOf(error));
      await delay(1000);
    }
  }
}

/** Returns the first line of an error's message. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? '';
}
