import type { Page } from 'puppeteer-core';
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
 * Lets all the time go by in which the content script might look again after a navigation within the page: the page is asked for its address every second where
 * the browser does not tell, stands still after another half, and is idle within two. The one wait for a time: nothing shall happen.
 */
export async function untilNothingHappens(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2000)));
  await page.evaluate(
    () => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))),
  );
}
