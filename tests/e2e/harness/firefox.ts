import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { ensureBrowser } from '../../browsers.ts';
import type { BrowserDriver, LaunchOptions } from './reader.ts';
import { type Surface, until } from './surface.ts';

const EXTENSION = 'civic-lens@noligarchy.us';
/** Pinned, so that the extension's pages have a known address. */
const UUID = '5b1c0e3a-7d7e-4f0a-9a6e-6d1f8a2c4b10';

/** Starts Firefox with the extension. */
export async function launchFirefox({
  extension,
  proxyPort,
  profile,
  headful,
  display,
  preferences,
}: LaunchOptions): Promise<BrowserDriver> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: await ensureBrowser('firefox'),
    headless: !headful,
    ...(display ? { env: { ...process.env, DISPLAY: display } } : {}),
    acceptInsecureCerts: true,
    ...(profile ? { userDataDir: profile } : {}),
    defaultViewport: null,
    args: ['-remote-allow-system-access', '--width=1100', '--height=800'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [EXTENSION]: UUID }),
      // Grants what is asked for, as a reader who presses "Allow" would.
      'extensions.webextOptionalPermissionPrompts': false,
      'xpinstall.signatures.required': false,
      'network.stricttransportsecurity.preloadlist': false,
      ...(proxyPort ? proxyPreferences(proxyPort) : {}),
      ...preferences,
    },
  });
  const chrome = await windowOf(browser);
  await chrome.run(
    (extensionId, path, permanent) => installExtension(extensionId, path, permanent),
    EXTENSION,
    // What is installed for good comes as a package; an unpacked folder is gone with the browser.
    profile ? packed(extension) : extension,
    profile !== undefined,
  );
  await chrome.run(() => keepNotifications());
  const address = (path: string): string => `moz-extension://${UUID}${path}`;

  return {
    name: 'firefox',
    browser,
    address,
    open: async (path) => {
      const page = await browser.newPage();
      // Navigating to a page of an extension never reports that it has loaded.
      await page.goto(address(path), { timeout: 300 }).catch(() => undefined);
      await until(`${path} has loaded`, () =>
        page.evaluate((url) => location.href === url && document.readyState === 'complete', address(path)),
      );
      return page;
    },
    pressButton: async (page: Page) => {
      await page.bringToFront();
      await chrome.run((extensionId) => pressButton(extensionId), EXTENSION);
      return chrome.surface('popup.html');
    },
    sidePanel: () => chrome.surface('sidepanel.html'),
    killBackground: async () => {
      await chrome.run((extensionId) => extensionOf(extensionId).terminateBackground(), EXTENSION);
      await until('the background is gone', async () => !(await backgroundRuns(chrome)));
    },
    backgroundRuns: () => backgroundRuns(chrome),
    visitPrivately: async (url) => {
      const before = new Set(await browser.pages());
      await chrome.run((private_) => openPrivately(private_), url);
      const page = await until('the private window is open', async () =>
        (await browser.pages()).find((candidate) => !before.has(candidate)),
      );
      await until('its page has loaded', () =>
        page.evaluate(() => location.protocol !== 'about:' && document.readyState === 'complete'),
      );
      return page;
    },
    preferDark: async (page, dark) => {
      await chrome.run((isDark) => preferDark(isDark), dark);
      await until('the colours follow', () =>
        page.evaluate((wanted) => matchMedia('(prefers-color-scheme: dark)').matches === wanted, dark),
      );
    },
    update: async (path) => {
      await chrome.run((extensionId, file) => updateExtension(extensionId, file), EXTENSION, packed(path));
    },
    lookUpLink: (linkUrl) =>
      chrome.run((extensionId, url) => chooseMenuItem(extensionId, url), EXTENSION, linkUrl),
    clickNotification: (id) =>
      chrome.run((extensionId, notification) => clickNotification(extensionId, notification), EXTENSION, id),
    command: async (page, command) => {
      await page.bringToFront();
      await chrome.run((extensionId, name) => giveCommand(extensionId, name), EXTENSION, command);
    },
    close: async () => {
      // Now and then it never answers.
      await Promise.race([browser.close(), new Promise((resolve) => setTimeout(resolve, 10_000))]);
      browser.process()?.kill('SIGKILL');
    },
  };
}

/** Packs an unpacked extension, as the store would. Returns the package's path. */
function packed(folder: string): string {
  const files = globSync('**/*', { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile());
  const contents = Object.fromEntries(
    files.map((file) => [file.replaceAll('\\', '/'), new Uint8Array(readFileSync(join(folder, file)))]),
  );
  const file = `${folder}.xpi`;
  writeFileSync(file, zipSync(contents));
  return file;
}

function proxyPreferences(port: number): Record<string, unknown> {
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

async function backgroundRuns(chrome: ChromeWindow): Promise<boolean> {
  return chrome.run((extensionId) => extensionOf(extensionId).backgroundState === 'running', EXTENSION);
}

interface ChromeWindow {
  /** Runs a function with the browser's own rights, in its window. `HELPERS` are at hand. */
  run<Args extends readonly unknown[], Result>(
    work: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  /** A page of the extension that stands in the window itself: popup or sidebar. */
  surface(path: string): Promise<Surface>;
}

// What the functions given to `run` may call: they travel as source, and these stand before them.
declare function installExtension(id: string, path: string, permanent: boolean): Promise<void>;
// biome-ignore lint/suspicious/noExplicitAny: Firefox's own objects have no published types
declare function extensionOf(id: string): any;
declare function pressButton(id: string): Promise<void>;
declare function openPrivately(url: string): Promise<void>;
declare function preferDark(dark: boolean): void;
declare function updateExtension(id: string, path: string): Promise<void>;
declare function chooseMenuItem(id: string, linkUrl: string): void;
declare function keepNotifications(): void;
declare function clickNotification(id: string, notification: string): void;
declare function giveCommand(id: string, command: string): void;
declare function inFrame(path: string, source: string, within?: number): Promise<unknown>;
declare function clickInFrame(path: string, selector: string): Promise<void>;
declare function pictureOf(path: string): Promise<string>;
declare function closePopup(path: string): Promise<void>;

const HELPERS = `
  const win = Services.wm.getMostRecentWindow('navigator:browser');
  const extensionOf = (id) => WebExtensionPolicy.getByID(id).extension;
  const installExtension = async (id, path, permanent) => {
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
    if (permanent && (await AddonManager.getAddonByID(id))) return;
    await ExtensionPermissions.add(id, { permissions: ['internal:privateBrowsingAllowed'], origins: [] });
    const file = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile);
    file.initWithPath(path);
    if (permanent) {
      const install = await AddonManager.getInstallForFile(file, 'application/x-xpinstall');
      await install.install();
    } else await AddonManager.installTemporaryAddon(file);
    await WebExtensionPolicy.getByID(id).readyPromise;
  };
  const preferDark = (dark) => Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', dark ? 0 : 1);
  const updateExtension = async (id, path) => {
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    const file = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile);
    file.initWithPath(path);
    const install = await AddonManager.getInstallForFile(file, 'application/x-xpinstall');
    await install.install();
    await WebExtensionPolicy.getByID(id).readyPromise;
  };
  const pressButton = async (id) => {
    const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
    await ExtensionParent.apiManager.global.browserActionFor(extensionOf(id)).triggerAction(win);
  };
  const openPrivately = async (url) => {
    const opened = win.OpenBrowserWindow({ private: true });
    await new Promise((resolve) => opened.addEventListener('load', resolve, { once: true }));
    await opened.delayedStartupPromise;
    opened.gBrowser.selectedBrowser.fixupAndLoadURIString(url, { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() });
  };
  const chooseMenuItem = (id, linkUrl) => {
    extensionOf(id).emit('webext-menu-menuitem-click', { menuItemId: 'look-up-link', linkUrl, modifiers: [], editable: false }, win.gBrowser.selectedTab);
  };
  // Without a desktop that shows them, notifications end as soon as they begin: a service that does nothing lets them stand.
  const keepNotifications = () => {
    const service = { showAlert() {}, closeAlert() {}, QueryInterface: ChromeUtils.generateQI(['nsIAlertsService']) };
    Components.manager.QueryInterface(Ci.nsIComponentRegistrar).registerFactory(
      Services.uuid.generateUUID(), 'notifications that stand', '@mozilla.org/alerts-service;1',
      { createInstance: (iid) => service.QueryInterface(iid) });
  };
  const clickNotification = (id, notification) => {
    const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
    ExtensionParent.apiManager.getAPI('notifications', extensionOf(id)).notificationsMap.emit('clicked', notification);
  };
  const giveCommand = (id, command) => {
    const letters = { _execute_action: 'C', _execute_sidebar_action: 'V', save: 'S', jump: 'J' };
    const key = [...win.document.querySelectorAll('keyset[id^="ext-keyset-id-"] key')].find((candidate) => candidate.getAttribute('key') === letters[command]);
    key.dispatchEvent(new win.Event('command'));
  };
  const frameOf = (path) => {
    for (const window of Services.wm.getEnumerator('navigator:browser')) {
      const documents = [window.document, ...[...window.document.querySelectorAll('browser')].map((b) => !b.isRemoteBrowser && b.contentDocument).filter(Boolean)];
      for (const document of documents)
        for (const browser of document.querySelectorAll('browser'))
          if (browser.isRemoteBrowser && browser.currentURI?.spec.includes(path) && !browser.closest('#tabbrowser-tabpanels')) return browser;
    }
    return undefined;
  };
  const inFrame = (path, source, within = 2000) => new Promise((resolve, reject) => {
    const browser = frameOf(path);
    if (!browser?.messageManager) { resolve(undefined); return; }
    const name = 'civic-lens-test-' + Math.random();
    // A frame that is being closed never answers.
    win.setTimeout(() => reject(new Error(path + ' did not answer')), within);
    browser.messageManager.addMessageListener(name, (message) => message.data.error ? reject(new Error(message.data.error)) : resolve(message.data.value));
    browser.messageManager.loadFrameScript('data:application/javascript;charset=utf-8,' + encodeURIComponent(
      '(async () => { try { const document = content.document; sendAsyncMessage(' + JSON.stringify(name) + ', { value: await (' + source + ') }); } catch (error) { sendAsyncMessage(' + JSON.stringify(name) + ', { error: String(error) }); } })()'
    ), false);
  });
  const clickInFrame = async (path, selector) => {
    await inFrame(path, '(async () => { const element = document.querySelector(' + JSON.stringify(selector) + ');' +
      // As a hand would, it waits until what it aims at stands still.
      'const frame = () => new Promise((resolve) => content.requestAnimationFrame(resolve));' +
      'let box = element.getBoundingClientRect(); for (;;) { await frame(); await frame(); const now = element.getBoundingClientRect(); if (now.x === box.x && now.y === box.y) break; box = now; }' +
      'for (const type of ["mousemove", "mousedown", "mouseup"]) content.synthesizeMouseEvent(type, box.x + box.width / 2, box.y + box.height / 2,' +
      '{ button: 0, clickCount: 1, modifiers: 0, inputSource: 1 }, { isDOMEventSynthesized: false }); })()');
  };
  const pictureOf = async (path) => {
    const browser = frameOf(path);
    // Without a rectangle it is what is in sight, wherever it was scrolled to.
    const bitmap = await browser.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
    const canvas = win.document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas');
    canvas.width = bitmap.width; canvas.height = bitmap.height;
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];
  };
  const closePopup = async (path) => {
    frameOf(path)?.closest('panel')?.hidePopup();
    for (let tries = 0; frameOf(path) && tries < 100; tries++) await new Promise((resolve) => win.setTimeout(resolve, 20));
  };
`;

/** The browser's own window, reached through WebDriver BiDi with system access. */
async function windowOf(browser: Browser): Promise<ChromeWindow> {
  const { connection } = browser as unknown as {
    connection: { send(method: string, parameters: object): Promise<{ result: unknown }> };
  };
  const run: ChromeWindow['run'] = async (work, ...args) => {
    const { result: tree } = (await connection.send('browsingContext.getTree', {
      'moz:scope': 'chrome',
    })) as {
      result: { contexts: { context: string; url: string }[] };
    };
    const context = tree.contexts.find(({ url }) => url.endsWith('browser.xhtml'))?.context;
    const { result } = (await connection.send('script.callFunction', {
      functionDeclaration: `async () => { ${HELPERS} return JSON.stringify(await (${work.toString()})(...${JSON.stringify(args)})) ?? ''; }`,
      awaitPromise: true,
      target: { context },
    })) as { result: { result?: { value?: string }; exceptionDetails?: { text: string } } };
    if (result.exceptionDetails) throw new Error(result.exceptionDetails.text);
    return result.result?.value ? JSON.parse(result.result.value) : undefined;
  };
  const surface = async (path: string): Promise<Surface> => {
    await until(`${path} is shown`, () =>
      run((frame) => inFrame(frame, 'document.readyState === "complete"', 500), path),
    );
    return {
      run: async (work, ...args) =>
        (await run(
          (frame, source) => inFrame(frame, source),
          path,
          `(${work.toString()})(document, ...${JSON.stringify(args)})`,
        )) as never,
      press: (selector) => run((frame, wanted) => clickInFrame(frame, wanted), path, selector),
      screenshot: async (file) => {
        writeFileSync(file, Buffer.from(await run((frame) => pictureOf(frame), path), 'base64'));
      },
      close: () => run((frame) => closePopup(frame), path),
    };
  };
  return { run, surface };
}
