import puppeteer, { type Extension, type Page, TargetType } from 'puppeteer-core';
import { ensureBrowser } from '../../browsers.ts';
import type { BrowserDriver, LaunchOptions } from './reader.ts';
import { pageSurface, type Surface, until } from './surface.ts';

/** Starts Chromium with the extension. */
export async function launchChromium({
  extension,
  proxyPort,
  profile,
  headful,
}: LaunchOptions): Promise<BrowserDriver> {
  const browser = await puppeteer.launch({
    executablePath: await ensureBrowser('chromium'),
    headless: !headful,
    pipe: true,
    enableExtensions: [extension],
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
    return [...(await browser.extensions()).values()][0];
  });
  const address = (path: string): string => `chrome-extension://${installed.id}${path}`;
  const worker = (): ReturnType<typeof browser.targets>[number] | undefined =>
    browser
      .targets()
      .find((target) => target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(address('/')));
  const surfaceAt = async (path: string): Promise<Surface> => {
    const target = await until(`${path} is shown`, async () =>
      browser
        .targets()
        .find(
          (candidate) => candidate.url().startsWith(address(path)) && candidate.type() !== TargetType.PAGE,
        ),
    ).catch(() =>
      browser.waitForTarget((candidate) => candidate.url().startsWith(address(path)), { timeout: 1000 }),
    );
    return pageSurface(await target.asPage());
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
      await until('the worker is gone', async () => worker() === undefined);
    },
    backgroundRuns: async () => worker() !== undefined,
    visitPrivately: async (url) => {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    pressKeys: () =>
      Promise.reject(new Error('Chromium hears no extension command from the automation protocol')),
    close: async () => {
      await browser.close();
    },
  };
}
