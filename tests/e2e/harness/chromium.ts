import puppeteer, { type Extension, type Page, TargetType } from 'puppeteer-core';
import { ensureBrowser } from '../../browsers.ts';
import type { BrowserDriver, LaunchOptions } from './reader.ts';
import { pageSurface, type Surface, until } from './surface.ts';

// biome-ignore lint/suspicious/noExplicitAny: functions that run in the browser speak its own interface
declare const chrome: any;

/** Starts Chromium with the extension. */
export async function launchChromium({
  extension,
  proxyPort,
  profile,
  headful,
  display,
  others = [],
}: LaunchOptions): Promise<BrowserDriver> {
  const browser = await puppeteer.launch({
    executablePath: await ensureBrowser('chromium'),
    headless: !headful,
    ...(display ? { env: { ...process.env, DISPLAY: display } } : {}),
    pipe: true,
    enableExtensions: [extension, ...others],
    extensionsEnabledInIncognito: [extension],
    acceptInsecureCerts: true,
    ...(profile ? { userDataDir: profile } : {}),
    defaultViewport: null,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--window-size=1100,800',
      // Without the bypass list, loopback names go past the proxy.
      ...(proxyPort
        ? [`--proxy-server=http://127.0.0.1:${proxyPort}`, '--proxy-bypass-list=<-loopback>']
        : []),
      '--ignore-certificate-errors',
    ],
  });
  const installed = await until('the extension is installed', async (): Promise<Extension | undefined> => {
    return [...(await browser.extensions()).values()].find(({ path }) => path === extension);
  });
  const address = (path: string): string => `chrome-extension://${installed.id}${path}`;
  const worker = (): ReturnType<typeof browser.targets>[number] | undefined =>
    browser
      .targets()
      .find((target) => target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(address('/')));
  const surfaceAt = async (path: string): Promise<Surface> => {
    const target = await until(`${path} is shown`, async () =>
      browser.targets().find((candidate) => candidate.url() === address(path)),
    );
    return pageSurface(await target.asPage());
  };

  const inWorker = async <Args extends readonly unknown[], Result>(
    work: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>> => {
    const running = worker() ?? (await wake());
    return (await (
      await running.worker()
    )?.evaluate(`(${work.toString()})(...${JSON.stringify(args)})`)) as never;
  };
  const wake = async (): Promise<NonNullable<ReturnType<typeof worker>>> => {
    const page = await browser.newPage();
    await page.goto(address('/library.html'));
    await page.evaluate(() => chrome.runtime.sendMessage({ type: 'libraryChanged' }));
    await page.close();
    return until('the worker runs', async () => worker());
  };
  const fire = async (event: string, ...args: readonly unknown[]): Promise<void> => {
    await inWorker(
      (name, values) => {
        const [area = '', on = ''] = name.split('.');
        chrome[area][on].dispatch(...values);
      },
      event,
      args,
    );
  };

  return {
    name: 'chromium',
    browser,
    address,
    open: async (path) => {
      const page = await browser.newPage();
      await page.goto(address(path));
      return page;
    },
    pressButton: async (page: Page) => {
      await page.bringToFront();
      await page.triggerExtensionAction(installed);
      return surfaceAt('/popup.html');
    },
    sidePanel: () => surfaceAt('/sidepanel.html'),
    killBackground: async () => {
      const running = worker();
      if (!running) return;
      await (await running.worker())?.close();
      await until('the worker is gone', async () => worker() !== running);
    },
    backgroundRuns: async () => worker() !== undefined,
    visitPrivately: async (url) => {
      // A context of the automation protocol is no private window to extensions: the extension itself opens a real one.
      const before = new Set(await browser.pages());
      const opener = await browser.newPage();
      await opener.goto(address('/library.html'));
      await opener.evaluate((wanted) => chrome.windows.create({ incognito: true, url: wanted }), url);
      await opener.close();
      return until('the private window is open', async () =>
        (await browser.pages()).find((page) => !before.has(page) && page.url() === url),
      );
    },
    preferDark: (page, dark) =>
      page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]),
    update: async (folder) => {
      const before = worker();
      await browser.installExtension(folder, { enabledInIncognito: true });
      await until('the new version runs', async () => worker() !== before && worker() !== undefined);
    },
    // Native menus and the browser's own shortcuts are out of the protocol's reach: their events are fired in the worker.
    lookUpLink: (linkUrl) => fire('contextMenus.onClicked', { menuItemId: 'look-up-link', linkUrl }, {}),
    clickNotification: (id) => fire('notifications.onClicked', id),
    command: async (page, command) => {
      await page.bringToFront();
      const tab = await inWorker(
        async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0],
      );
      await fire('commands.onCommand', command, tab);
    },
    close: async () => {
      await browser.close();
    },
  };
}
