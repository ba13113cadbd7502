import { existsSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import type { Queries, QueryAnswers } from '../../../lib/app/queries.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import { type BrowserName, GRANTED } from '../../build.ts';
import type { Sample } from '../../sample/server.ts';
import type { BrowserDriver } from './driver.ts';
import { obtainBrowser, type ReaderOptions } from './started-browsers.ts';
import { countIn, type ExtensionApi, type Stored, storedBy } from './stored.ts';
import { until } from './surface.ts';

export type { BrowserDriver } from './driver.ts';

/** The state of the toolbar button on a tab. */
export interface ShownBadge {
  readonly text: string;
  readonly title: string;
}

/**
 * Path of the page in which `ask` runs its functions: an image, because a page with scripts would read the database
 * after each change.
 */
export const PROBE_PAGE = '/icon/16.png';

/** A reader with a browser, the extension in it, and a web of sample sites. */
export interface Reader extends BrowserDriver {
  readonly sample: Sample;
  /** Opens a web page in a new tab and waits until it has loaded. */
  visit(address: string): Promise<Page>;
  /** Runs a function with the extension API in a page of the extension. Arguments and result are JSON. */
  ask<Args extends readonly unknown[], Result>(
    work: (browser: ExtensionApi, ...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  /** Sends a query to the background, as pages do, and returns its answer. */
  query<Name extends keyof Queries>(
    name: Name,
    ...args: Parameters<Queries[Name]>
  ): Promise<QueryAnswers[Name]>;
  /** The record of a saved analysis; undefined if it is not saved, or was removed. */
  saved(id: string): Promise<SavedAnalysis | undefined>;
  /** Starts a sync and waits until it has ended. */
  sync(): Promise<void>;
  tabId(page: Page): Promise<number>;
  /**
   * Returns all tabs with the addresses that the extension may see. Chromium 150 hides even the addresses of the
   * extension's own pages.
   */
  tabs(): Promise<{ id: number; url?: string; active: boolean; windowId: number }[]>;
  badge(page: Page): Promise<ShownBadge>;
  /** Waits until the content script has read the page. Before that, an empty badge does not mean "no match". */
  untilLookedAt(page: Page): Promise<void>;
  /** Waits until the badge shows a text. */
  untilBadge(page: Page, text: string): Promise<ShownBadge>;
  /** Number of records in a table of the extension's database. */
  count(table: string): Promise<number>;
  /** Returns everything that the extension stores: both storage areas, and the number of records in each table. */
  stored(): Promise<Stored>;
  /**
   * Waits until the index is on the device.
   *
   * @param within limit as for `until`
   */
  untilIndex(within?: number): Promise<void>;
}

/**
 * Opens a browser with the extension (see `obtainBrowser`). Throws if a new installation does not open the welcome
 * page.
 */
export async function openReader(name: BrowserName, options: ReaderOptions): Promise<Reader> {
  const isInstalled = options.profile !== undefined && existsSync(options.profile);
  const { driver, sample, leave } = await obtainBrowser(name, options);
  try {
    // The welcome page opens in front of other tabs, so wait for it before the reader does anything. Then close it:
    // like all pages of the extension, it would send queries to the background after each change.
    if (!isInstalled) {
      await untilWelcome(driver);
      await until('the welcome page is closed', async () => {
        await driver.closeTabs(WELCOME);
        return !(await isOpen(driver, WELCOME));
      });
    }
  } catch (error) {
    await driver.close();
    throw error;
  }
  return readerOf(driver, sample, leave);
}

/**
 * Opens a reader like `openReader`. Waits until the index is on the device and the browser has answered a first query
 * about its tabs. Most tests begin here.
 */
export async function openReadyReader(
  name: BrowserName,
  options: ReaderOptions = { variant: GRANTED },
): Promise<Reader> {
  const reader = await openReader(name, options);
  await reader.untilIndex();
  await reader.tabs();
  return reader;
}

function readerOf(driver: BrowserDriver, sample: Sample, leave: () => Promise<void>): Reader {
  /** The page of the extension in which `ask` runs its functions. */
  let probe: Page | undefined;
  const inProbe = async (): Promise<Page> => (probe ??= await driver.open(PROBE_PAGE));

  const ask: Reader['ask'] = async (work, ...args) =>
    (await (
      await inProbe()
    ).evaluate(
      `(${work.toString()})(globalThis.browser ?? globalThis.chrome, ...${JSON.stringify(args)})`,
    )) as never;
  const query: Reader['query'] = async (name, ...args) => {
    const answer = await ask(
      (api, query, values) => api.runtime.sendMessage({ type: 'query', name: query, args: values }),
      name,
      args,
    );
    // Chromium sends messages as JSON, which turns `undefined` into `null`.
    return answer ?? undefined;
  };
  /** Whether the extension sees the address of a tab that shows this page. */
  const seesAddress = async (address: string): Promise<boolean> => {
    if (address.startsWith(driver.address('/'))) return true;
    if (!/^https?:/.test(address)) return false;
    const origins = [`*://${new URL(address).hostname}/*`];
    return ask((api, wanted) => api.permissions.contains({ origins: wanted }), origins);
  };
  const tabId: Reader['tabId'] = async (page) => {
    // Open the probe page first: a later opening would put it in front of the page.
    await inProbe();
    await page.bringToFront();
    return until('the tab is in front', async () => {
      const [address, visible] = await page.evaluate(
        () => [location.href, document.visibilityState === 'visible'] as const,
      );
      const tabs: { id: number; url?: string }[] = await ask((api) => api.tabs.query({ active: true }));
      // Each window has an active tab. If the extension sees the address of the page, a tab without one is another tab:
      // the browser may still be about to show the page.
      const shown = (await seesAddress(address)) ? address : undefined;
      const here = tabs.find(({ url }) => url === address) ?? tabs.find(({ url }) => url === shown);
      return visible && here?.id;
    });
  };
  const ids = new WeakMap<Page, number>();
  const badge: Reader['badge'] = async (page) => {
    const id = ids.get(page) ?? (await tabId(page));
    ids.set(page, id);
    return ask(
      async (api, tab) => ({
        text: await api.action.getBadgeText({ tabId: tab }),
        title: await api.action.getTitle({ tabId: tab }),
      }),
      id,
    );
  };
  /** Returns the facts on which the badge of a page depends, for the error message if the badge does not appear. */
  const factsAbout = async (page: Page): Promise<string> => {
    const shown = await badge(page);
    const known = await ask(
      async (api, tab) => ({
        records: Object.entries(await api.storage.session.get(null)).filter(([key]) =>
          key.endsWith(`:${tab}`),
        ),
        scripts: (await api.scripting.getRegisteredContentScripts()).length,
        settings: await api.storage.local.get(['mode', 'sitesOff']),
        tabs: await api.tabs.query({}),
      }),
      await tabId(page),
    );
    return JSON.stringify({ shown, ...known, index: await query('indexStatus') });
  };
  return {
    ...driver,
    // Read the address at each call: it changes with each installation of the extension.
    address: (path) => driver.address(path),
    sample,
    ask,
    query,
    sync: async () => {
      await ask((api) => api.runtime.sendMessage({ type: 'sync' }));
    },
    update: async (extension) => {
      // The browser closes the pages of the old version.
      probe = undefined;
      await driver.update(extension);
      probe = await driver.open('/library.html');
    },
    tabId,
    tabs: () => ask((api) => api.tabs.query({})),
    saved: async (id) => {
      const own = await query('ownCopy', id);
      return own?.isRemoved ? undefined : own?.saved;
    },
    badge,
    visit: async (address) => {
      const page = await driver.browser.newPage();
      await page.goto(address, { waitUntil: 'load' });
      return page;
    },
    untilLookedAt: async (page) => {
      const address = await page.evaluate(() => location.href);
      // The content script reads the page in an idle callback. Idle callbacks run in the order of their requests.
      await page.evaluate(
        () => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))),
      );
      if (!sample.isOnHostOfIndex(address)) return;
      const id = await tabId(page);
      await until('the background knows the page', () =>
        ask(
          async (api, tab, url) => {
            const known = Object.entries(await api.storage.session.get(null));
            return known.some(
              ([key, value]) =>
                key.endsWith(`:${tab}`) && JSON.stringify(value).includes(JSON.stringify(url)),
            );
          },
          id,
          address,
        ),
      );
    },
    untilBadge: async (page, text) => {
      try {
        return await until(`the badge is "${text}"`, async () => {
          const shown = await badge(page);
          return shown.text === text && shown;
        });
      } catch (error) {
        throw new Error(`${(error as Error).message}. ${await factsAbout(page)}`);
      }
    },
    count: (table) => ask(countIn, table),
    stored: () => ask(storedBy),
    untilIndex: async (within) => {
      const look = async (): Promise<boolean> => {
        const { index, sync } = await query('indexStatus');
        if (index && !sync.failure && !(await query('isSyncing'))) return true;
        throw new Error(JSON.stringify({ hasIndex: index !== undefined, sync }));
      };
      await until('the index is ready', look, within);
    },
    close: leave,
  };
}

const WELCOME = '/welcome.html';

async function untilWelcome(driver: BrowserDriver): Promise<void> {
  const welcome = driver.address(WELCOME);
  await until('the welcome page opened by itself', async () => {
    const open = await driver.openAddresses();
    if (!open.includes(welcome)) {
      const runs = await driver.backgroundRuns();
      throw new Error(`open tabs: ${open.join(' ')}; the background ${runs ? 'runs' : 'does not run'}`);
    }
    return true;
  });
}

/** Whether a page of the extension is open in some tab. */
export async function isOpen(driver: BrowserDriver, path: string): Promise<boolean> {
  return (await driver.openAddresses()).includes(driver.address(path));
}
