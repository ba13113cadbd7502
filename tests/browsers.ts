import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  Browser,
  computeExecutablePath,
  detectBrowserPlatform,
  install,
  resolveBuildId,
} from '@puppeteer/browsers';
import type { BrowserName } from './build.ts';

/** Where browsers usually are. Branded Chrome refuses unpacked extensions on the command line; Chromium takes them. */
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
const VARIABLES: Readonly<Record<BrowserName, string>> = {
  chromium: 'CHROMIUM_PATH',
  firefox: 'FIREFOX_PATH',
};
const DEBIAN_PACKAGES: Readonly<Record<BrowserName, string>> = {
  chromium: 'chromium',
  firefox: 'firefox-esr',
};
const DOWNLOADS = resolve('node_modules/.cache/browsers');

/** The path of an installed browser, if there is one. */
export function findBrowser(name: BrowserName): string | undefined {
  const named = process.env[VARIABLES[name]];
  if (named) return named;
  return PLACES[name].find((path) => existsSync(path));
}

/**
 * The path of a browser, installed where it was missing: as Debian's package when we are root, else as a download of its
 * maker's into `node_modules/.cache`.
 *
 * @throws with a message that says what to do, where neither can be had
 */
export async function ensureBrowser(name: BrowserName): Promise<string> {
  const found = findBrowser(name);
  if (found) return found;
  console.log(`${name} is missing; installing it …`);
  if (installDebianPackages([DEBIAN_PACKAGES[name]])) {
    const installed = findBrowser(name);
    if (installed) return installed;
  }
  try {
    return await download(name);
  } catch (error) {
    throw new Error(
      `${name} is missing and could not be installed (${String(error)}). Install it and run this again, or name its path in ${VARIABLES[name]}.`,
    );
  }
}

/** Installs packages on Debian and its kin, as root. Returns whether that worked. */
export function installDebianPackages(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args: string[]): boolean =>
    spawnSync('apt-get', args, { env: environment, stdio: 'ignore' }).status === 0;
  return run('install', '-y', ...packages) || (run('update') && run('install', '-y', ...packages));
}

async function download(name: BrowserName): Promise<string> {
  const browser = name === 'firefox' ? Browser.FIREFOX : Browser.CHROME;
  const platform = detectBrowserPlatform();
  if (!platform) throw new Error('no browser is offered for this system');
  const buildId = await resolveBuildId(browser, platform, 'stable');
  const path = computeExecutablePath({ browser, buildId, cacheDir: DOWNLOADS });
  if (!existsSync(path)) await install({ browser, buildId, cacheDir: DOWNLOADS });
  return path;
}
