import type { Page } from 'puppeteer-core';
import { POLL_MS, SETTLE_MS } from '../../../lib/page/watch-page.ts';
import type { Reader } from './reader.ts';
import { until } from './surface.ts';

/*
 * What content scripts tell the background. Messages reach every page of the extension, so one that is open can note
 * them while the background sleeps.
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
 * Ends the background, and waits until it stays away. A background that is ended before it has answered the content
 * script is woken by it once more, although the badge was there already.
 */
export async function killForGood(reader: Reader, page: Page): Promise<void> {
  await until('background and page are at rest', async () => {
    await reader.killBackground();
    await untilWouldHaveLooked(page, POLL_MS);
    return !(await reader.backgroundRuns());
  });
}

/**
 * Waits until the content script would have looked again, had the last navigation within the page been a reason to.
 * The timers and idle callbacks of a page run in their order, so a timer that is as long as the script's own, and an
 * idle callback after it, come after what the script would have done.
 *
 * @param after how long the script's own timer takes (ms)
 */
export async function untilWouldHaveLooked(page: Page, after = SETTLE_MS): Promise<void> {
  await page.evaluate(
    (wait, poll) =>
      new Promise((resolve) => {
        const afterIdle = (): void => void requestIdleCallback(() => requestIdleCallback(resolve));
        // Where the browser does not announce navigation within pages, the script asks for the address from time to
        // time.
        setTimeout(afterIdle, wait + ('navigation' in globalThis ? 0 : poll));
      }),
    after,
    POLL_MS,
  );
}
