import type { Page } from 'puppeteer-core';

/** What a page has seen of the extension. All three lists must be empty. */
export interface PageTraces {
  /** Events that the page did not cause, and changes of its document. */
  readonly seen: readonly string[];
  /** Names that were added to the global object after the `load` event. */
  readonly newGlobals: readonly string[];
  /** Addresses of files that the page loaded after its `load` event. */
  readonly newResources: readonly string[];
}

/** Makes a new page look for traces of the extension as soon as it loads, as a suspicious web page could. */
export async function lookForTraces(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seenByPage: seen });
    const types = new Set([
      'message',
      'wxt:content-script-started',
      ...[...Object.keys(window), ...Object.keys(document)]
        .filter((key) => key.startsWith('on'))
        .map((key) => key.slice(2)),
    ]);
    for (const type of types) {
      for (const target of [window, document]) {
        target.addEventListener(
          type,
          (event) =>
            event.isTrusted && event.type !== 'message' ? undefined : seen.push(`event ${event.type}`),
          true,
        );
      }
    }
    addEventListener('load', () => {
      const observer = new MutationObserver((records) =>
        seen.push(...records.map((record) => `${record.type} of ${record.target.nodeName}`)),
      );
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      Object.assign(globalThis, {
        globalsAtLoad: Object.getOwnPropertyNames(window),
        resourcesAtLoad: performance.getEntriesByType('resource').length,
      });
    });
  });
}

/** Returns what a page has seen since it was loaded. */
export function tracesSeenBy(page: Page): Promise<PageTraces> {
  return page.evaluate(() => {
    const world = globalThis as unknown as {
      seenByPage: string[];
      globalsAtLoad: string[];
      resourcesAtLoad: number;
    };
    return {
      seen: world.seenByPage,
      newGlobals: Object.getOwnPropertyNames(window).filter(
        (key) => !world.globalsAtLoad.includes(key) && !['globalsAtLoad', 'resourcesAtLoad'].includes(key),
      ),
      newResources: performance
        .getEntriesByType('resource')
        .slice(world.resourcesAtLoad)
        .map((entry) => entry.name)
        .filter((url) => !url.endsWith('/favicon.ico')),
    };
  });
}
