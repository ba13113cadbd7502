import { browser } from '../browser/browser.ts';
import { ownScript } from '../browser/own-scripts.ts';
import type { PageReaders } from './load-page-readers.ts';

/** The script that `entrypoints/page-readers.ts` becomes. It leaves the readers in the global scope. */
const SCRIPT = '/page-readers.js';

const scope = globalThis as {
  pageReaders?: PageReaders;
  /** In a service worker. */
  readonly importScripts?: (script: string) => void;
  readonly serviceWorker?: { readonly state: string };
};

/**
 * The readers of feeds, sitemaps and pages, in the background. A service worker cannot `import()`, but it may import
 * a script again at any time that it imported while it was installed
 * (https://w3c.github.io/ServiceWorker/#importscripts). An event page can `import()`.
 */
export async function pageReaders(): Promise<PageReaders> {
  if (!scope.pageReaders) {
    if (scope.importScripts) scope.importScripts(ownScript(SCRIPT));
    else await import(/* @vite-ignore */ browser.runtime.getURL(SCRIPT));
  }
  if (!scope.pageReaders) throw new Error(`${SCRIPT} left no readers.`);
  return scope.pageReaders;
}

/** Imports the script while the worker is installed, so that it may later. At all other starts it costs nothing. */
export function preparePageReaders(): void {
  if (scope.serviceWorker?.state === 'parsed' || scope.serviceWorker?.state === 'installing')
    scope.importScripts?.(ownScript(SCRIPT));
}
