import { browser } from '../browser/browser.ts';
import { ownScript } from '../browser/own-scripts.ts';
import type { SiteReaders } from './import-site-readers.ts';

/** The built form of `entrypoints/page-readers.ts`. The script puts the readers into the global scope. */
const SCRIPT = '/page-readers.js';

const scope = globalThis as {
  siteReaders?: SiteReaders;
  /** Exists in a service worker only. */
  readonly importScripts?: (script: string) => void;
  readonly serviceWorker?: { readonly state: string };
};

/**
 * Loads the readers of feeds, sitemaps and pages in the background. A service worker cannot `import()`. But it may
 * call `importScripts` at any time for a script that it imported while it was being installed
 * (https://w3c.github.io/ServiceWorker/#importscripts). An event page can `import()`.
 */
export async function siteReaders(): Promise<SiteReaders> {
  if (!scope.siteReaders) {
    if (scope.importScripts) scope.importScripts(ownScript(SCRIPT));
    else await import(/* @vite-ignore */ browser.runtime.getURL(SCRIPT));
  }
  if (!scope.siteReaders) throw new Error(`${SCRIPT} left no readers.`);
  return scope.siteReaders;
}

/** Imports the script while the service worker is being installed, so that `siteReaders` may import it later. */
export function prepareSiteReaders(): void {
  if (scope.serviceWorker?.state === 'parsed' || scope.serviceWorker?.state === 'installing')
    scope.importScripts?.(ownScript(SCRIPT));
}
