import { existsSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer-core';
import { type BrowserName, builtExtension, OUTLET_PORT, type Variant } from '../../build.ts';
import { type Sample, startSample } from '../../sample/server.ts';
import { launchChromium } from './chromium.ts';
import { launchFirefox } from './firefox.ts';
import { type Surface, until } from './surface.ts';

/** What the toolbar button shows on a tab. */
export interface ShownBadge {
  readonly text: string;
  readonly title: string;
}

/** What a browser can do that differs between browsers. */
export interface BrowserDriver {
  readonly name: BrowserName;
  readonly browser: Browser;
  /** Address of a page of the extension. */
  address(path: string): string;
  /** Opens a page of the extension in a tab. */
  open(path: string): Promise<Page>;
  /** Presses the toolbar button while a tab is in front. */
  pressButton(page: Page): Promise<Surface>;
  /** The side panel, once it is open. */
  sidePanel(): Promise<Surface>;
  /** Ends the background, as the browser does when it is idle. */
  killBackground(): Promise<void>;
  /** Whether the background runs. Looking does not wake it. */
  backgroundRuns(): Promise<boolean>;
  /** Opens a private window in which the extension may work, with a page. */
  visitPrivately(address: string): Promise<Page>;
  /** Has a page of the extension believe that the reader prefers dark colours, or not. */
  preferDark(page: Page, dark: boolean): Promise<void>;
  /** Puts another version of the extension in the place of the running one. */
  update(extension: string): Promise<void>;
  /** Chooses "Look up this link" from the menu of a link. */
  lookUpLink(address: string): Promise<void>;
  /** Clicks a notification of the extension, by its id. */
  clickNotification(id: string): Promise<void>;
  /** Gives a command of the keyboard while a tab is in front, by its name in the manifest. */
  command(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Folder of the unpacked extension. */
  readonly extension: string;
  /** Port of the proxy that all traffic goes through; none where a person tries the extension. */
  readonly proxyPort?: number | undefined;
  /** Folder that outlives the browser, for tests of restarts. */
  readonly profile?: string | undefined;
  /** With a window, for what only a display shows. */
  readonly headful?: boolean | undefined;
  /** Folders of other extensions to load beside it (Chromium). */
  readonly others?: readonly string[] | undefined;
  /** Value of `DISPLAY` for that window; the process's own unless said otherwise. */
  readonly display?: string | undefined;
  /** Preferences by name, for what older versions of a browser lack (Firefox). */
  readonly preferences?: Readonly<Record<string, boolean>> | undefined;
}

/** A reader with a browser, the extension in it, and a web of their own. */
export interface Reader extends BrowserDriver {
  readonly sample: Sample;
  /** Opens a page of the web in a new tab and waits until it has loaded. */
  visit(address: string): Promise<Page>;
  /** Runs a function with the browser's extension interface, in a page of the extension; arguments and result are JSON. */
  ask<Args extends readonly unknown[], Result>(
    work: (browser: ExtensionApi, ...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  tabId(page: Page): Promise<number>;
  /** Addresses of all tabs, as far as the extension may see them. */
  tabs(): Promise<{ id: number; url?: string; active: boolean; windowId: number }[]>;
  badge(page: Page): Promise<ShownBadge>;
  /** Waits until the content script has looked at the page, so that an empty badge means something. */
  untilLookedAt(page: Page): Promise<void>;
  /** Waits until the badge is so. */
  untilBadge(page: Page, text: string): Promise<ShownBadge>;
  /** Records in a table of the extension's database. */
  count(table: string): Promise<number>;
  /** Waits until the index is on the device. */
  untilIndex(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: the browser's own interface, spoken in tests only
type ExtensionApi = any;

interface ReaderOptions {
  readonly variant: Variant;
  /** Another folder than the variant's, say an unpacked store package. */
  readonly extension?: string;
  readonly profile?: string;
  /** Folders of other extensions to load beside it (Chromium). */
  readonly others?: readonly string[];
  /** A display to open a window on. */
  readonly display?: string | undefined;
  /** Preferences by name, for what older versions of a browser lack (Firefox). */
  readonly preferences?: Readonly<Record<string, boolean>>;
  /** A web that outlives the reader's browser. */
  readonly sample?: Sample;
  /** What is to be so before the browser starts. */
  readonly prepare?: (sample: Sample) => void;
}

/** How long a browser may take to start where several do at once (ms). */
const STARTED_WITHIN = 60_000;

/** Starts a browser with the extension, and a web of its own for it. */
export async function openReader(name: BrowserName, options: ReaderOptions): Promise<Reader> {
  const isInstalled = options.profile !== undefined && existsSync(options.profile);
  const sample =
    options.sample ??
    (await startSample({ publication: options.variant.publication, outletPort: OUTLET_PORT }));
  options.prepare?.(sample);
  const launch = name === 'firefox' ? launchFirefox : launchChromium;
  const driver = await launch({
    extension: options.extension ?? builtExtension(options.variant, name),
    proxyPort: sample.port,
    profile: options.profile,
    headful: options.display !== undefined,
    display: options.display,
    others: options.others,
    preferences: options.preferences,
  });
  // The welcome page comes in front when it opens: what the reader does next is done after that.
  if (!isInstalled) await untilWelcome(driver);
  let probe: Page | undefined;

  const ask: Reader['ask'] = async (work, ...args) => {
    probe ??= await driver.open('/library.html');
    return (await probe.evaluate(
      `(${work.toString()})(globalThis.browser ?? globalThis.chrome, ...${JSON.stringify(args)})`,
    )) as never;
  };
  const tabId: Reader['tabId'] = async (page) => {
    // The page that asks is opened first: opening it later would put it in front.
    probe ??= await driver.open('/library.html');
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
    sample,
    ask,
    update: async (extension) => {
      // Pages of the old version close with it.
      probe = undefined;
      await driver.update(extension);
      probe = await driver.open('/library.html');
    },
    tabId,
    tabs: () => ask((api) => api.tabs.query({})),
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
      const { hosts } = (await ask((api) => api.storage.local.get('hosts'))) as { hosts: string };
      if (!hosts.includes(`\n${new URL(address).hostname.replace(/^(?:www|m)\./, '')}\n`)) return;
      const key = `tab:${await tabId(page)}`;
      await until('the page is known', async () => {
        const records = (await ask((api, name) => api.storage.session.get(name), key)) as Record<
          string,
          { address: string }
        >;
        return records[key]?.address === address;
      });
    },
    untilBadge: (page, text) =>
      until(`the badge is "${text}"`, async () => {
        const shown = await badge(page);
        return shown.text === text && shown;
      }),
    count: (table) =>
      ask(
        (_, name) =>
          new Promise<number>((resolve, reject) => {
            const opening = indexedDB.open('civic-lens');
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
              const counting = opening.result.transaction(name).objectStore(name).count();
              counting.onsuccess = () => {
                opening.result.close();
                resolve(counting.result);
              };
            };
          }),
        table,
      ),
    untilIndex: async () => {
      const options = await driver.open('/options.html');
      await until('the index is ready', () =>
        options.evaluate(
          () =>
            document.querySelector<HTMLElement>('[data-index="ready"]')?.dataset.cards !== undefined &&
            !!document.querySelector('[data-index="ready"]'),
        ),
      );
      await options.close();
    },
    close: async () => {
      await driver.close();
      if (!options.sample) await sample.close();
    },
  };
}

async function untilWelcome(driver: BrowserDriver): Promise<void> {
  const welcome = driver.address('/welcome.html');
  const look = async (): Promise<true> => {
    const open = await openAddresses(driver);
    if (!open.includes(welcome)) throw new Error(`open are ${open.join(' ')}`);
    return true;
  };
  try {
    await until('the welcome page opened by itself', look, STARTED_WITHIN);
  } catch (error) {
    await driver.close();
    throw error;
  }
}

/** Whether a page of the extension is open in some tab. */
export async function isOpen(driver: BrowserDriver, path: string): Promise<boolean> {
  return (await openAddresses(driver)).includes(driver.address(path));
}

async function openAddresses({ browser }: BrowserDriver): Promise<string[]> {
  const pages = await browser.pages();
  return Promise.all(pages.map((page) => page.evaluate(() => location.href).catch(String)));
}
