import type { Page } from 'puppeteer-core';
import { POLL_MS, SETTLE_MS } from '../../../lib/detect/watch-page.ts';
import type { Reader } from './reader.ts';

/*
 * What content scripts tell the background. Messages reach every page of the extension, so one that is open can note them
 * while the background sleeps.
 */

/** Begins to note. */
export async function listenToPages(reader: Reader): Promise<void> {
  await reader.ask((api) => {
    const world = globalThis as { heardOfPages?: string[] };
    world.heardOfPages = [];
    api.runtime.onMessage.addListener((message: { type: string; identity?: { address: string } }) => {
      if (message.type === 'page' && message.identity) world.heardOfPages?.push(message.identity.address);
    });
  });
}

/** Addresses of the pages that were told of since, one a message. */
export function heard(reader: Reader): Promise<string[]> {
  return reader.ask(() => (globalThis as { heardOfPages?: string[] }).heardOfPages ?? []);
}

export async function forgetHeard(reader: Reader): Promise<void> {
  await reader.ask(() => {
    (globalThis as { heardOfPages?: string[] }).heardOfPages?.splice(0);
  });
}

/**
 * Waits until the content script would have looked again, had the last navigation within the page been a reason to. The timers and
 * idle callbacks of a page run in their order, so a timer that is as long as the script's own, and an idle callback after
 * it, come after what the script would have done.
 */
export async function untilWouldHaveLooked(page: Page): Promise<void> {
  await page.evaluate(
    (settle, poll) =>
      new Promise((resolve) => {
        const afterIdle = (): void => void requestIdleCallback(() => requestIdleCallback(resolve));
        // Where the browser does not announce navigation within pages, the script asks for the address from time to time.
        setTimeout(afterIdle, settle + ('navigation' in globalThis ? 0 : poll));
      }),
    SETTLE_MS,
    POLL_MS,
  );
}
