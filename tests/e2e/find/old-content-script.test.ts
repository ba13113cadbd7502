import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, builtExtension, GRANTED, runFolder } from '../../build.ts';
import {
  clearReportedPages,
  recordPageMessages,
  reportedPages,
  untilScriptWouldHaveRead,
} from '../harness/page-messages.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { until } from '../harness/surface.ts';

/**
 * Tests the content script in a page that stays open while the extension injects the script again, is updated, and is
 * removed.
 */
describe.each(BROWSERS)('in a page that stays open in %s', (name) => {
  let folder: string;
  let reader: Reader;
  let page: Page;
  /** Errors in the page, both of its own scripts and of content scripts. */
  const errors: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(runFolder('scratch-'));
    const extension = join(folder, 'extension');
    cpSync(builtExtension(GRANTED, name), extension, { recursive: true });
    reader = await openReadyReader(name, { variant: GRANTED, extension, profile: join(folder, 'profile') });
    await recordPageMessages(reader);
    page = await reader.visit(reader.sample.page('a single-page site: home').address);
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      // The page has no favicon, which the browser reports as an error.
      if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text());
    });
    await reader.untilLookedAt(page);
  });
  afterAll(async () => {
    await reader.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Navigates within the page, and returns how many messages content scripts sent about the new address. */
  async function messagesAfterNavigationTo(path: string): Promise<number> {
    await clearReportedPages(reader);
    // Without the Navigation API, the script polls the address only while its page is visible.
    await page.bringToFront();
    await page.evaluate((to) => history.pushState({}, '', to), path);
    await until('a script has reported the address', async () => (await reportedPages(reader)).length > 0);
    await untilScriptWouldHaveRead(page);
    return (await reportedPages(reader)).length;
  }

  it('only one script reads the page after several injections', async () => {
    const tabId = await reader.tabId(page);
    for (let n = 0; n < 3; n++) {
      await reader.ask(
        (api, id) => api.scripting.executeScript({ target: { tabId: id }, files: ['/detect.js'] }),
        tabId,
      );
    }
    await untilScriptWouldHaveRead(page);
    expect(await messagesAfterNavigationTo('/story/seed-library-network')).toBe(1);
    await reader.untilBadge(page, '1');
  });

  it('only one script reads the page after an update', async () => {
    await reader.update(join(folder, 'extension'));
    await recordPageMessages(reader);
    await reader.untilBadge(page, '1');
    await untilScriptWouldHaveRead(page);
    expect(await messagesAfterNavigationTo('/story/tram-depot-open-day')).toBe(1);
    await reader.untilBadge(page, '');
    expect(errors).toEqual([]);
  });

  it('no script listens after the extension was removed and the page has navigated', async () => {
    if (name === 'chromium')
      expect(await listenersOfExtensions()).toEqual(['currententrychange', 'pageshow']);
    await reader
      .ask((api) => void setTimeout(() => api.management.uninstallSelf(), 100))
      .catch(() => undefined);
    await until('the extension is gone', async () => !(await hasExtensionPages(reader)));
    for (const path of ['/story/court-backlog-plan', '/', '/story/seed-library-network']) {
      await page.evaluate((to) => history.pushState({}, '', to), path);
      await untilScriptWouldHaveRead(page);
    }
    if (name === 'chromium') expect(await listenersOfExtensions()).toEqual([]);
    expect(errors).toEqual([]);
  });

  async function hasExtensionPages({ browser, address }: Reader): Promise<boolean> {
    return (await browser.pages()).some((other) => other.url().startsWith(address('/')));
  }

  /**
   * Returns the types of events to which content scripts in the page listen. Only Chromium's protocol can list them.
   * Firefox stops the scripts of a removed extension; `errors` would show a script that still runs.
   */
  async function listenersOfExtensions(): Promise<string[]> {
    const session = await page.createCDPSession();
    const worlds: number[] = [];
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin.startsWith('chrome-extension:')) worlds.push(context.id);
    });
    await session.send('Runtime.enable');
    const types: string[] = [];
    for (const contextId of worlds) {
      for (const expression of ['window', 'navigation']) {
        const { result } = await session.send('Runtime.evaluate', { expression, contextId });
        const { objectId = '' } = result;
        const { listeners } = await session.send('DOMDebugger.getEventListeners', { objectId });
        types.push(...listeners.map(({ type }) => type));
      }
    }
    await session.detach();
    return types.toSorted();
  }
});
