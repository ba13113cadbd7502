import type { Page } from 'puppeteer-core';
import { POLL_MS, SETTLE_MS } from '../../../lib/page/watch-page.ts';
import type { Reader } from './reader.ts';
import { until } from './surface.ts';

/*
 * Records the messages that content scripts send. A message reaches every page of the extension, so an open page can
 * record messages while the background sleeps.
 */

/** Starts recording, in the page of the extension in which `reader.ask` runs. */
export async function recordPageMessages(reader: Reader): Promise<void> {
  await reader.ask((api) => {
    const world = globalThis as { reportedPages?: string[]; messages?: string[] };
    world.reportedPages = [];
    world.messages = [];
    api.runtime.onMessage.addListener((message: { type: string; identity?: { address: string } }) => {
      world.messages?.push(`${new Date().toISOString()} ${JSON.stringify(message).slice(0, 200)}`);
      if (message.type === 'page' && message.identity) world.reportedPages?.push(message.identity.address);
    });
  });
}

/** Throws if the background runs. The error names what may have woken it: the last messages and the alarms. */
export async function expectStopped(reader: Reader): Promise<void> {
  if (!(await reader.backgroundRuns())) return;
  const [messages, alarms] = await reader.ask(async (api) => [
    (globalThis as { messages?: string[] }).messages?.slice(-3),
    await api.alarms.getAll(),
  ]);
  const found = { messages, alarms };
  throw new Error(`The background runs at ${new Date().toISOString()}: ${JSON.stringify(found)}`);
}

/**
 * Returns the addresses of the pages that content scripts have reported since the recording started, or since the last
 * call of `clearReportedPages`: one for each message.
 */
export function reportedPages(reader: Reader): Promise<string[]> {
  return reader.ask(() => (globalThis as { reportedPages?: string[] }).reportedPages ?? []);
}

export async function clearReportedPages(reader: Reader): Promise<void> {
  await reader.ask(() => {
    (globalThis as { reportedPages?: string[] }).reportedPages?.splice(0);
  });
}

/**
 * Ends the background and waits until it stays stopped. A content script that still waits for an answer would wake the
 * background again, even if the badge is already shown.
 */
export async function killUntilStopped(reader: Reader, page: Page): Promise<void> {
  await until('background and page are at rest', async () => {
    await reader.killBackground();
    await untilScriptWouldHaveRead(page, POLL_MS);
    return !(await reader.backgroundRuns());
  });
}

/**
 * Waits until the content script has certainly read the page again, if the last navigation makes the script do so. The
 * browser runs a page's timers and idle callbacks in order. Therefore, a timer as long as the script's own, followed by
 * an idle callback, fires only after the script has read the page.
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
