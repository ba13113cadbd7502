import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

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
  /** Folder below `.output/test/`. */
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

/** Where a variant lies once it is built. */
export function builtExtension(variant: Variant, browser: BrowserName): string {
  return resolve('.output/test', variant.folder, browser === 'firefox' ? 'firefox-mv3' : 'chrome-mv3');
}

/** Builds a variant for a browser. */
export function buildExtension(variant: Variant, browser: BrowserName): void {
  wxt(['build', '-b', browser === 'firefox' ? 'firefox' : 'chrome'], {
    WXT_PUBLICATION_URL: variant.publication,
    WXT_GRANT_ALL_SITES: variant.grantAllSites ? '1' : '',
    CIVIC_LENS_OUTPUT: `.output/test/${variant.folder}`,
  });
  const folder = builtExtension(variant, browser);
  if (!existsSync(folder)) throw new Error(`The build left nothing in ${folder}.`);
}

/** Runs WXT with some environment; what it says is shown only where it fails. */
export function wxt(args: readonly string[], environment: Readonly<Record<string, string>>): void {
  const { status, stdout, stderr } = spawnSync('wxt', args, {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`wxt ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
}
