import { browser } from '../browser/browser.ts';
import { trustedScriptAddress } from '../browser/trusted-script-address.ts';
import type { SiteParsers } from './load-site-parsers.ts';

/** The built form of `entrypoints/site-parsers.ts`. The script puts the parsers into the global scope. */
const SCRIPT = '/site-parsers.js';

const scope = globalThis as {
  siteParsers?: SiteParsers;
  /** Exists in a service worker only. */
  readonly importScripts?: (script: string) => void;
  readonly serviceWorker?: { readonly state: string };
};

/**
 * Loads the parsers of feeds, sitemaps and pages in the background. A service worker cannot `import()`. But it may
 * call `importScripts` at any time for a script that it imported while it was being installed
 * (https://w3c.github.io/ServiceWorker/#importscripts). An event page can `import()`.
 */
export async function siteParsers(): Promise<SiteParsers> {
  if (!scope.siteParsers) {
    if (scope.importScripts) scope.importScripts(trustedScriptAddress(SCRIPT));
    else await import(/* @vite-ignore */ browser.runtime.getURL(SCRIPT));
  }
  if (!scope.siteParsers) throw new Error(`${SCRIPT} left no parsers.`);
  return scope.siteParsers;
}

/** Imports the script while the service worker is being installed, so that `siteParsers` may import it later. */
export function prepareSiteParsers(): void {
  if (scope.serviceWorker?.state === 'parsed' || scope.serviceWorker?.state === 'installing')
    scope.importScripts?.(trustedScriptAddress(SCRIPT));
}
