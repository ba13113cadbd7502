import { existsSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import type { Answers, Queries } from '../../../lib/app/queries.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import {
  type BrowserName,
  builtExtension,
  OUTLET_PORT,
  SAMPLE_PUBLICATION,
  type Variant,
} from '../../build.ts';
import { type Sample, startSample } from '../../sample/server.ts';
import { launchChromium } from './chromium.ts';
import type { BrowserDriver, LaunchOptions } from './driver.ts';
import { launchFirefox } from './firefox.ts';
import { until } from './surface.ts';

export type { BrowserDriver } from './driver.ts';

/** What the toolbar button shows on a tab. */
export interface ShownBadge {
  readonly text: string;
  readonly title: string;
}

/** A reader with a browser, the extension in it, and a web of their own. */
export interface Reader extends BrowserDriver {
  readonly sample: Sample;
  /** Opens a page of the web in a new tab and waits until it has loaded. */
  visit(address: string): Promise<Page>;
  /**
   * Runs a function with the browser's extension interface, in a page of the extension; arguments and result are
   * JSON.
   */
  ask<Args extends readonly unknown[], Result>(
    work: (browser: ExtensionApi, ...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  /** Asks the background what pages ask it. */
  query<Name extends keyof Queries>(name: Name, ...args: Parameters<Queries[Name]>): Promise<Answers[Name]>;
  /** The record of an analysis that is in the library. */
  saved(id: string): Promise<SavedAnalysis | undefined>;
  /** Brings the index up to date, and waits until that is done. */
  sync(): Promise<void>;
  tabId(page: Page): Promise<number>;
  /** All tabs; addresses as far as the extension may see them. Chromium 150 hides even those of its own pages. */
  tabs(): Promise<{ id: number; url?: string; active: boolean; windowId: number }[]>;
  badge(page: Page): Promise<ShownBadge>;
  /** Waits until the content script has looked at the page, so that an empty badge means something. */
  untilLookedAt(page: Page): Promise<void>;
  /** Waits until the badge shows a text. */
  untilBadge(page: Page, text: string): Promise<ShownBadge>;
  /** Records in a table of the extension's database. */
  count(table: string): Promise<number>;
  /**
   * Everything that the extension stores, whatever it is called: settings, session, and the number of records of each
   * table.
   */
  stored(): Promise<Stored>;
  /** Waits until the index is on the device. */
  untilIndex(): Promise<void>;
}

/** See `Reader.stored`. */
export interface Stored {
  readonly local: Readonly<Record<string, unknown>>;
  readonly session: Readonly<Record<string, unknown>>;
  /** Records by "database/table". */
  readonly records: Readonly<Record<string, number>>;
}

// biome-ignore lint/suspicious/noExplicitAny: the browser's own interface, spoken in tests only
type ExtensionApi = any;

interface ReaderOptions extends Pick<LaunchOptions, 'profile' | 'others' | 'display' | 'preferences'> {
  readonly variant: Variant;
  /** Another folder than the variant's, say an unpacked store package. */
  readonly extension?: string;
  /** A web that outlives the reader's browser. */
  readonly sample?: Sample;
  /** Changes the web before the extension is installed. */
  readonly prepare?: (sample: Sample) => void;
}

/**
 * Starts a browser with the extension and with a web of its own. A browser that another reader of this process has
 * left is used again, with the extension installed anew, unless this reader needs a profile, a display, preferences
 * or a web of its own.
 */
export async function openReader(name: BrowserName, options: ReaderOptions): Promise<Reader> {
  const isInstalled = options.profile !== undefined && existsSync(options.profile);
  const { driver, sample, leave } = isOrdinary(options)
    ? await takeBrowser(name, options)
    : await startBrowser(name, options);
  try {
    // The welcome page comes in front when it opens: what the reader does next is done after that.
    if (!isInstalled) await untilWelcome(driver);
  } catch (error) {
    await driver.close();
    throw error;
  }
  return readerOf(driver, sample, leave);
}

interface StartedBrowser {
  readonly driver: BrowserDriver;
  readonly sample: Sample;
  /** What a reader does with the browser at the end. */
  readonly leave: () => Promise<void>;
}

/** Browsers that readers have left, by name. They end with this process. */
const left = new Map<BrowserName, Pick<StartedBrowser, 'driver' | 'sample'>>();

/** Ends the browsers that readers have left. */
export async function closeLeftBrowsers(): Promise<void> {
  for (const { driver, sample } of left.values()) {
    await driver.close();
    await sample.close();
  }
  left.clear();
}

function isOrdinary({ variant, profile, others, display, preferences, sample }: ReaderOptions): boolean {
  return (
    variant.publication === SAMPLE_PUBLICATION &&
    [profile, others, display, preferences, sample].every((option) => option === undefined)
  );
}

async function takeBrowser(name: BrowserName, options: ReaderOptions): Promise<StartedBrowser> {
  const used = left.get(name);
  left.delete(name);
  if (used) await renew(name, used, options);
  const { driver, sample } = used ?? (await startBrowser(name, options));
  const leave = async (): Promise<void> => {
    if (left.has(name)) {
      await driver.close();
      await sample.close();
    } else left.set(name, { driver, sample });
  };
  return { driver, sample, leave };
}

/** Makes a browser as good as new: its pages are closed, its web is as usual, and the extension is installed anew. */
async function renew(
  name: BrowserName,
  { driver, sample }: Pick<StartedBrowser, 'driver' | 'sample'>,
  options: ReaderOptions,
): Promise<void> {
  try {
    await closePages(driver);
    sample.reset();
    options.prepare?.(sample);
    await driver.reinstall(extensionOf(name, options));
  } catch (error) {
    await driver.close();
    await sample.close();
    throw error;
  }
}

async function startBrowser(name: BrowserName, options: ReaderOptions): Promise<StartedBrowser> {
  const sample =
    options.sample ??
    (await startSample({ publication: options.variant.publication, outletPort: OUTLET_PORT }));
  options.prepare?.(sample);
  const launch = name === 'firefox' ? launchFirefox : launchChromium;
  const driver = await launch({
    extension: extensionOf(name, options),
    proxyPort: sample.port,
    profile: options.profile,
    headful: options.display !== undefined,
    display: options.display,
    others: options.others,
    preferences: options.preferences,
  });
  return {
    driver,
    sample,
    leave: async () => {
      await driver.close();
      if (!options.sample) await sample.close();
    },
  };
}

function extensionOf(name: BrowserName, { extension, variant }: ReaderOptions): string {
  return extension ?? builtExtension(variant, name);
}

/** Closes all tabs and windows but one, which is left empty. */
async function closePages({ browser }: BrowserDriver): Promise<void> {
  const pages = await browser.pages();
  const empty = await browser.newPage();
  // One after the other: what closes a whole window closes other pages of the list too, which is no error.
  for (const page of pages) await page.close().catch(() => undefined);
  await empty.bringToFront();
  if ((await empty.evaluate(() => document.visibilityState)) !== 'visible')
    throw new Error('The browser shows no page any more.');
}

function readerOf(driver: BrowserDriver, sample: Sample, leave: () => Promise<void>): Reader {
  /** A page of the extension, in which questions are asked. */
  let probe: Page | undefined;
  const inProbe = async (): Promise<Page> => (probe ??= await driver.open('/library.html'));

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
    // Chromium's messages travel as JSON, in which nothing is null.
    return answer ?? undefined;
  };
  const tabId: Reader['tabId'] = async (page) => {
    // The page that asks is opened first: opening it later would put it in front.
    await inProbe();
    await page.bringToFront();
    return until('the tab is in front', async () => {
      const [address, visible] = await page.evaluate(
        () => [location.href, document.visibilityState === 'visible'] as const,
      );
      const tabs: { id: number; url?: string }[] = await ask((api) => api.tabs.query({ active: true }));
      // Each window has an active tab. Without access to the page its address is not told.
      const here = tabs.find(({ url }) => url === address) ?? tabs.find(({ url }) => url === undefined);
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
  return {
    ...driver,
    // The driver's own address changes with each installation.
    address: (path) => driver.address(path),
    sample,
    ask,
    query,
    sync: async () => {
      await ask((api) => api.runtime.sendMessage({ type: 'sync' }));
    },
    update: async (extension) => {
      // Pages of the old version close with it.
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
      // The script looks when the page is idle, before any idle work that was asked for later.
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
    untilBadge: (page, text) =>
      until(`the badge is "${text}"`, async () => {
        const shown = await badge(page);
        return shown.text === text && shown;
      }),
    count: async (table) => {
      const { records } = await ask(storedBy);
      const found = Object.entries(records).find(([name]) => name.endsWith(`/${table}`));
      if (!found) throw new Error(`the extension has no table "${table}"`);
      return found[1];
    },
    stored: () => ask(storedBy),
    untilIndex: async () => {
      const options = await driver.open('/options.html');
      await until('the index is ready', async () => {
        const { state, words } = await options.evaluate(() => {
          const section = document.querySelector<HTMLElement>('[data-index]');
          return { state: section?.dataset.index, words: section?.innerText };
        });
        if (state !== 'ready') throw new Error(`Options says "${state}": ${words}`);
        return true;
      });
      await options.close();
    },
    close: leave,
  };
}

/** Runs in a page of the extension. */
async function storedBy(api: ExtensionApi): Promise<Stored> {
  const records: Record<string, number> = {};
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const table of database.objectStoreNames) {
      records[`${name}/${table}`] = await new Promise<number>((resolve, reject) => {
        const counting = database.transaction(table).objectStore(table).count();
        counting.onsuccess = () => resolve(counting.result);
        counting.onerror = () => reject(counting.error);
      });
    }
    database.close();
  }
  return {
    local: await api.storage.local.get(null),
    session: await api.storage.session.get(null),
    records,
  };
}

async function untilWelcome(driver: BrowserDriver): Promise<void> {
  const welcome = driver.address('/welcome.html');
  await until('the welcome page opened by itself', async () => {
    const open = await driver.openAddresses();
    if (!open.includes(welcome)) {
      const runs = await driver.backgroundRuns();
      throw new Error(`open are ${open.join(' ')}; the background ${runs ? 'runs' : 'does not run'}`);
    }
    return true;
  });
}

/** Whether a page of the extension is open in some tab. */
export async function isOpen(driver: BrowserDriver, path: string): Promise<boolean> {
  return (await driver.openAddresses()).includes(driver.address(path));
}
