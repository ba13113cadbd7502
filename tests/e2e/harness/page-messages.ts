import type { Page } from 'puppeteer-core';
import { POLL_MS, SETTLE_MS } from '../../../lib/page/watch-page.ts';
import type { Reader } from './reader.ts';
import { until } from './surface.ts';

/*
 * Records the messages that content scripts send. Messages reach every page of the extension, so an open page can
 * record them while the background sleeps.
 */

/** Starts recording in the reader's open page of the extension. */
export async function recordPageMessages(reader: Reader): Promise<void> {
  await reader.ask((api) => {
    const world = globalThis as { reportedPages?: string[] };
    world.reportedPages = [];
    api.runtime.onMessage.addListener((message: { type: string; identity?: { address: string } }) => {
      if (message.type === 'page' && message.identity) world.reportedPages?.push(message.identity.address);
    });
  });
}

/** Addresses of the pages that content scripts reported since then, one for each message. */
export function reportedPages(reader: Reader): Promise<string[]> {
  return reader.ask(() => (globalThis as { reportedPages?: string[] }).reportedPages ?? []);
}

export async function clearReportedPages(reader: Reader): Promise<void> {
  await reader.ask(() => {
    (globalThis as { reportedPages?: string[] }).reportedPages?.splice(0);
  });
}

/**
 * Ends the background and waits until it stays stopped. If the background ends before it has answered the content
 * script, the script wakes it again, even if the badge is already there.
 */
export async function killUntilStopped(reader: Reader, page: Page): Promise<void> {
  await until('background and page are at rest', async () => {
    await reader.killBackground();
    await untilScriptWouldHaveRead(page, POLL_MS);
    return !(await reader.backgroundRuns());
  });
}

/**
 * Waits until the content script would have read the page again, if the last navigation within the page had been a
 * reason to. Timers and idle callbacks of a page run in order. A timer as long as the script's own, followed by an idle
 * callback, therefore fires after the script would have read the page.
 *
 * @param after duration of the script's own timer (ms)
 */
export async function untilScriptWouldHaveRead(page: Page, after = SETTLE_MS): Promise<void> {
  await page.evaluate(
    (wait, poll) =>
      new Promise((resolve) => {
        const afterIdle = (): void => void requestIdleCallback(() => requestIdleCallback(resolve));
        // In a browser without the Navigation API, the script polls the address.
        setTimeout(afterIdle, wait + ('navigation' in globalThis ? 0 : poll));
      }),
    after,
    POLL_MS,
  );
}
