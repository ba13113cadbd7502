import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser as BrowserKind, createProfile } from '@puppeteer/browsers';
import { zipSync } from 'fflate';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { browserPath } from '../../browsers.ts';
import { bidiTransport } from './bidi-transport.ts';
import { type BrowserDriver, hasColours, type LaunchOptions } from './driver.ts';
import { type Bridge, createBridge } from './firefox-bridge.ts';
import { closeKept, type KeptProcess, keepProcess } from './kept-process.ts';
import { openMarionette } from './marionette.ts';
import { type Surface, until } from './surface.ts';

/** The file in the profile to which Firefox writes Marionette's port. */
const PORT_FILE = 'MarionetteActivePort';

/** Time in which a popup or sidebar must answer (ms). A popup or sidebar that is closing never answers. */
const ANSWER_WITHIN_MS = 2000;

/** Starts Firefox with the extension. WebDriver BiDi drives the pages, Marionette drives the browser itself. */
export async function launchFirefox(options: LaunchOptions): Promise<BrowserDriver> {
  const scratch = mkdtempSync(join(tmpdir(), 'civic-lens-firefox-'));
  const { browser, kept, inBrowser, quit } = await startFirefox(options, scratch);
  let installations = 0;
  let id = '';
  let host = '';
  /**
   * Installs the extension. Without a lasting profile, each installation gets a new id: Firefox deletes permissions
   * and data of a removed extension only some time after the removal.
   */
  const install = async (extension: string): Promise<void> => {
    if (options.profile) {
      id = idOf(extension);
      // Only a package stays installed; Firefox removes an unpacked extension when it closes.
      await inBrowser('installExtension', id, packed(extension), true);
    } else {
      const folder = join(scratch, `extension-${++installations}`);
      cpSync(extension, folder, { recursive: true });
      id = giveId(folder, `installation-${installations}.${idOf(extension)}`);
      await inBrowser('installExtension', id, folder, false);
    }
    host = await inBrowser('hostOf', id);
  };
  try {
    await inBrowser('keepNotifications');
    await install(options.extension);
  } catch (error) {
    await kept.kill();
    throw error;
  }
  const address = (path: string): string => `moz-extension://${host}${path}`;
  const backgroundRuns = (): Promise<boolean> => inBrowser('backgroundRuns', id);

  return {
    name: 'firefox',
    browser,
    version: await inBrowser('version'),
    address,
    // Puppeteer's list still contains closed pages of the extension, so ask Firefox.
    openAddresses: () => inBrowser('openAddresses'),
    open: async (path) => {
      const page = await browser.newPage();
      // `goto` never resolves for a page of the extension.
      await page.goto(address(path), { timeout: 300 }).catch(() => undefined);
      await until(`${path} has loaded`, () =>
        page.evaluate((url) => location.href === url && document.readyState === 'complete', address(path)),
      );
      // In a new, empty tab, Firefox may move the focus to the address bar. The page then gets keys, but `:focus`
      // matches nothing.
      await page.bringToFront();
      await inBrowser('focusPage');
      return page;
    },
    closeTabs: (path) => inBrowser('closeTabs', address(path)),
    pressButton: async (page: Page) => {
      await page.bringToFront();
      await inBrowser('pressButton', id);
      return frameSurface(inBrowser, 'popup.html');
    },
    sidePanel: () => frameSurface(inBrowser, 'sidepanel.html'),
    killBackground: async () => {
      // A pending event may start the background again, so terminate it until it stays stopped.
      await until('the background is gone', async () => {
        await inBrowser('terminateBackground', id);
        return !(await backgroundRuns());
      });
    },
    backgroundRuns,
    visitPrivately: async (url) => {
      const before = new Set(await browser.pages());
      await inBrowser('openPrivateWindow', url);
      const page = await until('the private window is open', async () =>
        (await browser.pages()).find((candidate) => !before.has(candidate)),
      );
      await until('the page in the private window has loaded', () =>
        page.evaluate(() => location.protocol !== 'about:' && document.readyState === 'complete'),
      );
      return page;
    },
    resize: async (page, width, height) => {
      // Firefox 140 sets the size, but rejects the orientation command that Puppeteer also sends.
      await page
        .setViewport({ width, height })
        .catch(unlessUnknown('emulation.setScreenOrientationOverride'));
      await until('the window has its size', () => page.evaluate((wanted) => innerWidth <= wanted, width));
    },
    setColours: async (page, colours) => {
      await inBrowser('setColours', colours);
      await until('the page has the colours', () => page.evaluate(hasColours, colours));
    },
    update: (folder) => inBrowser('updateExtension', id, packed(folder)),
    reinstall: async (folder) => {
      await inBrowser('setColours', 'light');
      await inBrowser('uninstallExtension', id);
      await install(folder);
    },
    lookUpLink: (linkUrl) => inBrowser('chooseMenuItem', id, 'look-up-link', linkUrl),
    clickNotification: (notification) => inBrowser('clickNotification', id, notification),
    command: async (page, command) => {
      await page.bringToFront();
      await inBrowser('pressKeysOf', command);
    },
    kill: () => kept.kill(),
    close: () => closeKept(quit, kept),
  };
}

/** Calls a function of the bridge in the browser's own window. */
type InBrowser = <Name extends keyof Bridge>(
  name: Name,
  ...args: Parameters<Bridge[Name]>
) => Promise<Awaited<ReturnType<Bridge[Name]>>>;

async function startFirefox(
  { proxyPort, profile, headful, display, preferences }: LaunchOptions,
  scratch: string,
): Promise<{ browser: Browser; kept: KeptProcess; inBrowser: InBrowser; quit: () => Promise<void> }> {
  const folder = profile ?? join(scratch, 'profile');
  await createProfile(BrowserKind.FIREFOX, {
    path: folder,
    preferences: {
      // Grants requested permissions without a prompt, as if the reader pressed "Allow".
      'extensions.webextOptionalPermissionPrompts': false,
      'xpinstall.signatures.required': false,
      'network.stricttransportsecurity.preloadlist': false,
      // Keep all frames of a page in one process: mouse events would not reach frames in another process
      // (https://bugzilla.mozilla.org/1773393).
      'fission.webContentIsolationStrategy': 0,
      // Use one content process for all tabs, and keep no spare process: tests spend most of their time on starting
      // processes.
      'dom.ipc.processPrelaunch.enabled': false,
      'dom.ipc.processCount': 1,
      // Paint only ten frames a second if nobody watches: painting sixty takes a fifth of the processor time of tests.
      ...(headful ? {} : { 'layout.frame_rate': 10 }),
      // Firefox chooses a free port and writes it into the profile.
      'marionette.port': 0,
      ...(proxyPort ? proxyPreferences(proxyPort) : {}),
      ...preferences,
    },
  });
  // A profile used before still contains the file with the port of its previous browser.
  rmSync(join(folder, PORT_FILE), { force: true });
  const kept = keepProcess(
    await browserPath('firefox'),
    [
      '--profile',
      folder,
      ...(headful ? [] : ['--headless']),
      '--no-remote',
      '--remote-debugging-port=0',
      '--marionette',
      '--remote-allow-system-access',
      '--width=1100',
      '--height=800',
      'about:blank',
    ],
    {
      removeAtEnd: scratch,
      environment: {
        ...process.env,
        // The helper process of the crash reporter would outlive the browser.
        MOZ_CRASHREPORTER_DISABLE: '1',
        ...(display ? { DISPLAY: display } : {}),
      },
    },
  );
  try {
    const port = await kept.orEnd(
      until('Firefox listens', async () => Number(readFileSync(join(folder, PORT_FILE), 'utf8'))),
    );
    const marionette = await openMarionette(port);
    const browser = await puppeteer.connect({
      transport: await bidiTransport(marionette),
      protocol: 'webDriverBiDi',
      acceptInsecureCerts: true,
      networkEnabled: false,
      defaultViewport: null,
    });
    const inBrowser: InBrowser = async (name, ...args) => {
      const result = await marionette.runInBrowser(
        `globalThis.civicLensBridge ??= (${createBridge.toString()})();
         const [name, args] = arguments;
         return (async () => JSON.stringify({ value: await globalThis.civicLensBridge[name](...args) }))();`,
        [name, args],
      );
      return JSON.parse(String(result)).value;
    };
    // A session that began over Marionette cannot close the browser over WebDriver BiDi
    // (https://bugzilla.mozilla.org/1838269).
    return { browser, kept, inBrowser, quit: marionette.quit };
  } catch (error) {
    await kept.kill();
    throw error;
  }
}

/** Waits for the popup or the sidebar, and returns its surface. Both are frames in the browser's own window. */
async function frameSurface(inBrowser: InBrowser, path: string): Promise<Surface> {
  await until(`${path} is shown`, () =>
    inBrowser('evaluate', path, 'document.readyState === "complete"', ANSWER_WITHIN_MS),
  );
  return {
    run: async (work, ...args) =>
      (await inBrowser(
        'evaluate',
        path,
        `(${work.toString()})(document, ...${JSON.stringify(args)})`,
        ANSWER_WITHIN_MS,
      )) as never,
    press: async (selector) => {
      // Call `click` again only if it did not click. After an error, the element may have been clicked.
      let failure: unknown;
      await until(`a click reaches "${selector}"`, () =>
        inBrowser('click', path, selector, ANSWER_WITHIN_MS).catch((error: unknown) => {
          failure = error;
          return true;
        }),
      );
      if (failure !== undefined) throw failure;
    },
    screenshot: async (file) => {
      writeFileSync(file, Buffer.from(await inBrowser('picture', path, ANSWER_WITHIN_MS), 'base64'));
    },
    close: () => inBrowser('closePopup', path),
  };
}

/** Returns the id that an unpacked extension declares. */
function idOf(folder: string): string {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).browser_specific_settings.gecko.id;
}

/** Writes another id into the manifest of an unpacked extension, and returns that id. */
function giveId(folder: string, id: string): string {
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.browser_specific_settings.gecko.id = id;
  writeFileSync(file, JSON.stringify(manifest));
  return id;
}

/** Packs an unpacked extension into an XPI file beside its folder. Returns the path of the file. */
function packed(folder: string): string {
  const files = globSync('**/*', { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile());
  const contents = Object.fromEntries(
    files.map((file) => [file.replaceAll('\\', '/'), new Uint8Array(readFileSync(join(folder, file)))]),
  );
  const file = `${folder}.xpi`;
  writeFileSync(file, zipSync(contents));
  return file;
}

/** Returns an error handler that ignores "unknown command" for this command and throws every other error. */
function unlessUnknown(command: string): (error: unknown) => void {
  return (error) => {
    if (!String(error).includes(`unknown command ${command}`)) throw error;
  };
}

function proxyPreferences(port: number): Record<string, string | number | boolean> {
  return {
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': port,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': port,
    'network.proxy.no_proxies_on': '',
    'network.proxy.allow_hijacking_localhost': true,
  };
}
