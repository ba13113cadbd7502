import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, {
  type Browser,
  type CDPSession,
  type Extension,
  type Page,
  type Target,
  TargetType,
} from 'puppeteer-core';
import { browserPath } from '../../browsers.ts';
import { type BrowserDriver, hasColours, type LaunchOptions } from './driver.ts';
import { closeKept, type KeptProcess, keepProcess } from './kept-process.ts';
import { pipeTransport } from './pipe-transport.ts';
import { pageSurface, type Surface, until } from './surface.ts';

// biome-ignore lint/suspicious/noExplicitAny: functions that run in the browser use its own API
declare const chrome: any;

/** Starts Chromium with the extension. */
export async function launchChromium(options: LaunchOptions): Promise<BrowserDriver> {
  const scratch = mkdtempSync(join(tmpdir(), 'civic-lens-chromium-'));
  const { browser, kept } = await startChromium(options, scratch);
  let installations = 0;
  /** The DevTools sessions that emulate colours, keyed by page. */
  const emulating = new WeakMap<Page, CDPSession>();
  /**
   * Installs an extension. Without a lasting profile, each installation gets a new folder and therefore a new id. So no
   * installation can see what an earlier installation stored.
   */
  const install = async (folder: string): Promise<Extension> => {
    const from = options.profile ? folder : join(scratch, `extension-${++installations}`);
    if (from !== folder) cpSync(folder, from, { recursive: true });
    const id = await browser.installExtension(from, { enabledInIncognito: true });
    return until('the extension is installed', async () => (await browser.extensions()).get(id));
  };
  let installed: Extension;
  try {
    for (const folder of options.others ?? []) await browser.installExtension(folder);
    installed = await install(options.extension);
  } catch (error) {
    await kept.kill();
    throw error;
  }
  const address = (path: string): string => `chrome-extension://${installed.id}${path}`;
  const worker = (): ReturnType<typeof browser.targets>[number] | undefined =>
    browser
      .targets()
      .find((target) => target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(address('/')));
  const surfaceAt = async (path: string, isNew = (_: Target): boolean => true): Promise<Surface> => {
    const target = await until(`${path} is shown`, async () =>
      browser.targets().find((candidate) => candidate.url() === address(path) && isNew(candidate)),
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
    return until('the background runs', async () => worker());
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
    version: (await browser.version()).replace(/^.*\//, ''),
    address,
    openAddresses: async () =>
      Promise.all(
        (await browser.pages()).map((page) => page.evaluate(() => location.href).catch(() => page.url())),
      ),
    open: async (path) => {
      const page = await browser.newPage();
      await page.goto(address(path));
      return page;
    },
    closeTabs: async (path) => {
      const isWanted = (page: Page): boolean => page.url() === address(path);
      await Promise.all((await browser.pages()).filter(isWanted).map((page) => page.close()));
    },
    pressButton: async (page: Page) => {
      await page.bringToFront();
      // The previous popup may still be closing, so look for a new target.
      const before = new Set(browser.targets());
      await page.triggerExtensionAction(installed);
      return surfaceAt('/popup.html', (target) => !before.has(target));
    },
    sidePanel: () => surfaceAt('/sidepanel.html'),
    killBackground: async () => {
      const session = await browser.target().createCDPSession();
      const running = async (): Promise<string[]> => {
        const { targetInfos } = await session.send('Target.getTargets');
        return targetInfos
          .filter(({ type, url }) => type === 'service_worker' && url.startsWith(address('/')))
          .map(({ targetId }) => targetId);
      };
      const known = worker();
      if (!known) return;
      const before = await running();
      await until('the background is gone', async () => {
        const left = (await running()).filter((id) => before.includes(id));
        // A background that is still starting ignores this command, so the next round sends it again.
        for (const targetId of left) await session.send('Target.closeTarget', { targetId });
        return left.length === 0;
      });
      await session.detach();
      await until('Puppeteer knows that the background is gone', async () => worker() !== known);
    },
    backgroundRuns: async () => worker() !== undefined,
    visitPrivately: async (url) => {
      // For an extension, a browser context of the DevTools protocol is not a private window. So the extension itself
      // opens a private window.
      const before = new Set(await browser.pages());
      const opener = await browser.newPage();
      await opener.goto(address('/library.html'));
      await opener.evaluate((wanted) => chrome.windows.create({ incognito: true, url: wanted }), url);
      await opener.close();
      return until('the private window is open', async () =>
        (await browser.pages()).find((page) => !before.has(page) && page.url() === url),
      );
    },
    resize: async (page, width, height) => {
      await page.setViewport({ width, height });
      await until('the window has its size', () => page.evaluate((wanted) => innerWidth <= wanted, width));
    },
    setColours: async (page, colours) => {
      // Puppeteer's `emulateMediaFeatures` does not know all of these features. The emulation ends with its session, so
      // keep the session.
      const session = emulating.get(page) ?? (await page.createCDPSession());
      emulating.set(page, session);
      await session.send('Emulation.setEmulatedMedia', {
        features: [
          { name: 'prefers-color-scheme', value: colours === 'dark' ? 'dark' : 'light' },
          ...(colours === 'contrast' ? [{ name: 'prefers-contrast', value: 'more' }] : []),
          ...(colours === 'forced' ? [{ name: 'forced-colors', value: 'active' }] : []),
        ],
      });
      await until('the page has the colours', () => page.evaluate(hasColours, colours));
    },
    update: async (folder) => {
      const before = worker();
      await browser.installExtension(folder, { enabledInIncognito: true });
      await until('the new version runs', async () => worker() !== before && worker() !== undefined);
    },
    reinstall: async (folder) => {
      await browser.uninstallExtension(installed.id);
      installed = await install(folder);
    },
    // The DevTools protocol cannot reach native menus, notifications and shortcuts of extensions, so the background
    // dispatches their events.
    lookUpLink: (linkUrl) => fire('contextMenus.onClicked', { menuItemId: 'look-up-link', linkUrl }, {}),
    clickNotification: (id) => fire('notifications.onClicked', id),
    command: async (page, command) => {
      await page.bringToFront();
      const tab = await inWorker(
        async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0],
      );
      await fire('commands.onCommand', command, tab);
    },
    kill: () => kept.kill(),
    close: () => closeKept(() => browser.close(), kept),
  };
}

async function startChromium(
  { proxyPort, profile, headful, display, reportsRequests = false }: LaunchOptions,
  scratch: string,
): Promise<{ browser: Browser; kept: KeptProcess }> {
  const kept = keepProcess(
    await browserPath('chromium'),
    await puppeteer.defaultArgs({
      headless: !headful,
      enableExtensions: true,
      userDataDir: profile ?? join(scratch, 'profile'),
      args: [
        '--remote-debugging-pipe',
        '--enable-unsafe-extension-debugging',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-component-update',
        // Use one process for all web pages, and keep no spare process: tests spend most of their time on starting
        // processes. Disable the memory-mapped histogram file: writing to it on a full disk ends the browser (SIGBUS).
        '--disable-features=SpareRendererForSitePerProcess,PersistentHistograms',
        '--disable-site-isolation-trials',
        '--renderer-process-limit=1',
        '--window-size=1100,800',
        // By default Chromium bypasses the proxy for loopback names; `<-loopback>` removes that rule.
        ...(proxyPort
          ? [`--proxy-server=http://127.0.0.1:${proxyPort}`, '--proxy-bypass-list=<-loopback>']
          : []),
        '--ignore-certificate-errors',
      ],
    }),
    {
      removeAtEnd: scratch,
      ...(display ? { environment: { ...process.env, DISPLAY: display } } : {}),
    },
  );
  try {
    const browser = await kept.orEnd(
      puppeteer.connect({
        transport: pipeTransport(kept),
        acceptInsecureCerts: true,
        networkEnabled: reportsRequests,
        defaultViewport: null,
      }),
    );
    await browser.waitForTarget((target) => target.type() === TargetType.PAGE);
    return { browser, kept };
  } catch (error) {
    await kept.kill();
    throw error;
  }
}
