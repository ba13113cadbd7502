/**
 * Functions that tests run with the privileges of Firefox itself: they press the toolbar button, choose a menu item, or
 * look into a popup.
 *
 * The harness sends the source text of `createBridge` (`Function.prototype.toString`) to Firefox and runs it in the
 * browser's own window. So its body may use types of this module, but no values. Results return as JSON.
 */
export function createBridge() {
  const { AddonManager } = importModule<{ AddonManager: AddonManager }>('AddonManager');
  const { ExtensionParent } = importModule<{ ExtensionParent: ExtensionParent }>('ExtensionParent');
  const { ExtensionPermissions } = importModule<{ ExtensionPermissions: ExtensionPermissions }>(
    'ExtensionPermissions',
  );
  /** Letters of the suggested shortcuts, keyed by command. */
  const COMMAND_KEYS: Record<string, string> = {
    _execute_action: 'L',
    _execute_sidebar_action: 'V',
    save: 'S',
    jump: 'J',
  };

  function importModule<Module>(name: string): Module {
    return ChromeUtils.importESModule(`resource://gre/modules/${name}.sys.mjs`) as Module;
  }

  const windowInFront = (): BrowserWindow => Services.wm.getMostRecentWindow('navigator:browser');
  const allWindows = (): BrowserWindow[] => [...Services.wm.getEnumerator('navigator:browser')];
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => windowInFront().setTimeout(resolve, milliseconds));
  const extensionOf = (id: string): GeckoExtension => {
    const policy = WebExtensionPolicy.getByID(id);
    if (!policy) throw new Error(`${id} is not installed`);
    return policy.extension;
  };
  const fileAt = (path: string): GeckoFile => {
    const file = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile);
    file.initWithPath(path);
    return file;
  };
  const installPackage = async (path: string): Promise<void> => {
    const install = await AddonManager.getInstallForFile(fileAt(path), 'application/x-xpinstall');
    await install.install();
  };

  /** Finds the frame of the extension's popup or sidebar that shows a page. Ignores tabs. */
  const frameOf = (path: string): FrameElement | undefined => {
    const documents = allWindows().flatMap(({ document }) => [
      document,
      // The sidebar's frame is inside a document of its own.
      ...[...document.querySelectorAll<FrameElement>('browser')].flatMap((frame) =>
        !frame.isRemoteBrowser && frame.contentDocument ? [frame.contentDocument] : [],
      ),
    ]);
    return documents
      .flatMap((document) => [...document.querySelectorAll<FrameElement>('browser')])
      .find(
        (frame) =>
          frame.isRemoteBrowser &&
          frame.currentURI?.spec.includes(path) &&
          !frame.closest('#tabbrowser-tabpanels'),
      );
  };

  /**
   * Evaluates an expression in the page of a frame. In the expression, `document` and `content` belong to that page.
   *
   * @param within time limit (ms)
   * @returns the value, or `undefined` if no frame shows the page
   */
  const evaluate = (path: string, expression: string, within: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const messages = frameOf(path)?.messageManager;
      if (!messages) {
        resolve(undefined);
        return;
      }
      const name = `civic-lens-test-${Math.random()}`;
      // A frame that is closing never answers.
      windowInFront().setTimeout(() => reject(new Error(`${path} did not answer`)), within);
      messages.addMessageListener(name, ({ data }) =>
        data.error ? reject(new Error(data.error)) : resolve(data.value),
      );
      const script = `(async () => {
        const document = content.document;
        try { sendAsyncMessage('${name}', { value: await (${expression}) }); }
        catch (error) { sendAsyncMessage('${name}', { error: String(error) }); }
      })()`;
      messages.loadFrameScript(
        `data:application/javascript;charset=utf-8,${encodeURIComponent(script)}`,
        false,
      );
    });

  return {
    /** Version of the browser, for example "140.12.0". */
    version: () => Services.appinfo.version,

    /**
     * Installs an extension that may run in private windows. If `forGood` is true, installs a package permanently,
     * unless an extension with this id is installed. If not, installs an unpacked folder until Firefox closes.
     */
    async installExtension(id: string, path: string, forGood: boolean): Promise<void> {
      if (forGood && (await AddonManager.getAddonByID(id))) return;
      await ExtensionPermissions.add(id, { permissions: ['internal:privateBrowsingAllowed'], origins: [] });
      if (forGood) await installPackage(path);
      else await AddonManager.installTemporaryAddon(fileAt(path));
      await WebExtensionPolicy.getByID(id)?.readyPromise;
    },
    /** Host in the addresses of the extension's pages. It differs between installations. */
    hostOf: (id: string): string => WebExtensionPolicy.getByID(id)?.mozExtensionHostname ?? '',
    /** Removes the extension with everything that it stored. */
    async uninstallExtension(id: string): Promise<void> {
      await (await AddonManager.getAddonByID(id))?.uninstall();
    },
    /** Replaces the installed extension by a newer package. */
    async updateExtension(id: string, path: string): Promise<void> {
      await installPackage(path);
      await WebExtensionPolicy.getByID(id)?.readyPromise;
    },
    /** Ends the background, as the browser does when it is idle. */
    terminateBackground: (id: string): Promise<void> => extensionOf(id).terminateBackground(),
    /** Whether the background runs or is just starting or stopping. */
    backgroundRuns: (id: string): boolean => extensionOf(id).backgroundState !== 'stopped',

    /** Addresses of all tabs in all windows. */
    openAddresses: (): string[] =>
      allWindows().flatMap(({ gBrowser }) =>
        gBrowser.tabs.map(({ linkedBrowser }) => linkedBrowser.currentURI.spec),
      ),

    /** Closes the tabs with this address in all windows. */
    closeTabs(address: string): void {
      for (const { gBrowser } of allWindows())
        for (const tab of [...gBrowser.tabs])
          if (tab.linkedBrowser.currentURI.spec === address) gBrowser.removeTab(tab);
    },

    /** Moves the focus from the browser's own controls, such as the address bar, to the page in front. */
    focusPage(): void {
      windowInFront().gBrowser.selectedBrowser.focus();
    },

    /** Presses the toolbar button. As with a click, the popup opens and the extension gets `activeTab`. */
    async pressButton(id: string): Promise<void> {
      await ExtensionParent.apiManager.global
        .browserActionFor(extensionOf(id))
        .triggerAction(windowInFront());
    },
    /** Chooses an item of the extension in the menu of a link. */
    chooseMenuItem(id: string, menuItemId: string, linkUrl: string): void {
      const info = { menuItemId, linkUrl, modifiers: [], editable: false };
      extensionOf(id).emit('webext-menu-menuitem-click', info, windowInFront().gBrowser.selectedTab);
    },
    clickNotification(id: string, notification: string): void {
      ExtensionParent.apiManager
        .getAPI('notifications', extensionOf(id))
        .notificationsMap.emit('clicked', notification);
    },
    /** Keeps notifications open. Without a desktop that shows them, Firefox closes them at once. */
    keepNotifications(): void {
      const service = {
        showAlert: () => undefined,
        // Firefox 140 still calls this older function.
        showAlertNotification: () => undefined,
        closeAlert: () => undefined,
        QueryInterface: ChromeUtils.generateQI(['nsIAlertsService']),
      };
      Components.manager
        .QueryInterface(Ci.nsIComponentRegistrar)
        .registerFactory(
          Services.uuid.generateUUID(),
          'notifications that stand',
          '@mozilla.org/alerts-service;1',
          { createInstance: (iid: unknown) => service.QueryInterface(iid) },
        );
    },
    /** Presses the keys of a command, by its name in the manifest. */
    pressKeysOf(command: string): void {
      const { document, Event } = windowInFront();
      const key = [...document.querySelectorAll('keyset[id^="ext-keyset-id-"] key')].find(
        (candidate) => candidate.getAttribute('key') === COMMAND_KEYS[command],
      );
      if (!key) throw new Error(`no keys are assigned to "${command}"`);
      key.dispatchEvent(new Event('command'));
    },

    async openPrivateWindow(url: string): Promise<void> {
      const opened = windowInFront().OpenBrowserWindow({ private: true });
      await new Promise((resolve) => opened.addEventListener('load', resolve, { once: true }));
      await opened.delayedStartupPromise;
      opened.gBrowser.selectedBrowser.fixupAndLoadURIString(url, {
        triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal(),
      });
    },
    /** Shows all pages in the colours that the reader prefers. */
    setColours(colours: 'light' | 'dark' | 'contrast' | 'forced'): void {
      const set = (name: string, value: number): void => Services.prefs.setIntPref(name, value);
      set('layout.css.prefers-color-scheme.content-override', colours === 'dark' ? 0 : 1);
      // Simulate a high-contrast theme of the system. If `document_color_use` is 1, pages keep their own colours. If it
      // is 2, they lose them.
      set('ui.useAccessibilityTheme', colours === 'contrast' ? 1 : 0);
      set('browser.display.document_color_use', colours === 'forced' ? 2 : colours === 'contrast' ? 1 : 0);
    },

    /** Evaluates an expression in the extension's popup or sidebar. Returns undefined while it is not shown. */
    evaluate,
    /**
     * Clicks an element of the popup or sidebar once it has stopped moving and a click would reach it. Returns false if
     * that takes longer than half of the time limit. Does nothing if no frame shows the page.
     */
    async click(path: string, selector: string, within: number): Promise<boolean> {
      const element = `document.querySelector(${JSON.stringify(selector)})`;
      const isClicked = await evaluate(
        path,
        `(async () => {
          const element = ${element};
          if (!element) throw new Error('there is nothing to click');
          const frame = () => new Promise((resolve) => content.requestAnimationFrame(resolve));
          const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
          // While the popup computes its size, its window has no size, and a click in the window is lost.
          const isReached = (box) => {
            const hit = element.ownerDocument.elementFromPoint(...middle(box));
            return element.contains(hit) || (hit?.closest('label')?.contains(element) ?? false);
          };
          let box = element.getBoundingClientRect();
          const start = content.performance.now();
          for (;;) {
            await frame();
            await frame();
            const now = element.getBoundingClientRect();
            const isStill = JSON.stringify(now) === JSON.stringify(box);
            box = now;
            if (isStill && isReached(box)) break;
            if (content.performance.now() - start > ${within / 2}) return false;
          }
          const [x, y] = middle(box);
          const mouse = { button: 0, clickCount: 1, modifiers: 0, inputSource: 1 };
          for (const type of ['mousemove', 'mousedown', 'mouseup']) {
            // Firefox 140 has only the older function.
            if (content.synthesizeMouseEvent)
              content.synthesizeMouseEvent(type, x, y, mouse, { isDOMEventSynthesized: false });
            else content.windowUtils.sendMouseEvent(type, x, y, 0, 1, 0, false, 0, 1, false);
          }
          return true;
        })()`,
        within,
      );
      return isClicked !== false;
    },
    /** Takes a picture of the visible part of the popup or sidebar. Returns a PNG in base64. */
    async picture(path: string, within: number): Promise<string> {
      // While the popup computes its size, its frame has no size. A snapshot of such a frame fails with
      // NS_ERROR_LOSS_OF_SIGNIFICANT_DATA (`CrossProcessPaint::LostFragment`).
      await evaluate(
        path,
        `(async () => {
          const frame = () => new Promise((resolve) => content.requestAnimationFrame(resolve));
          do await frame(); while (content.innerWidth === 0 || content.innerHeight === 0);
          await frame();
        })()`,
        within,
      );
      const frame = frameOf(path);
      if (!frame) throw new Error(`${path} is not shown`);
      // Without a rectangle, the snapshot shows the visible part at the current scroll position.
      const bitmap = await frame.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
      const canvas = windowInFront().document.createElementNS(
        'http://www.w3.org/1999/xhtml',
        'canvas',
      ) as HTMLCanvasElement;
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    },
    async closePopup(path: string): Promise<void> {
      frameOf(path)?.closest<PanelElement>('panel')?.hidePopup();
      while (frameOf(path)) await wait(20);
    },
  };
}

export type Bridge = ReturnType<typeof createBridge>;

/*
 * The parts of Firefox's internal API that the functions above use. Firefox publishes no types for them.
 * Source: https://searchfox.org/mozilla-central
 */

declare const Services: {
  readonly wm: {
    getMostRecentWindow(type: string): BrowserWindow;
    getEnumerator(type: string): Iterable<BrowserWindow>;
  };
  readonly appinfo: { readonly version: string };
  readonly prefs: { setIntPref(name: string, value: number): void };
  readonly uuid: { generateUUID(): unknown };
  readonly scriptSecurityManager: { getSystemPrincipal(): unknown };
};
declare const ChromeUtils: {
  importESModule(address: string): unknown;
  generateQI(interfaces: readonly string[]): (iid: unknown) => unknown;
};
declare const Cc: { readonly '@mozilla.org/file/local;1': { createInstance(type: unknown): GeckoFile } };
declare const Ci: { readonly nsIFile: unknown; readonly nsIComponentRegistrar: unknown };
declare const Components: {
  readonly manager: {
    QueryInterface(type: unknown): {
      registerFactory(id: unknown, name: string, contract: string, factory: object): void;
    };
  };
};
declare const WebExtensionPolicy: {
  getByID(id: string): {
    readonly extension: GeckoExtension;
    readonly mozExtensionHostname: string;
    readonly readyPromise: Promise<unknown>;
  } | null;
};

interface GeckoFile {
  initWithPath(path: string): void;
}
interface GeckoExtension {
  readonly backgroundState: 'starting' | 'running' | 'suspending' | 'stopped';
  terminateBackground(): Promise<void>;
  emit(event: string, ...args: readonly unknown[]): void;
}
interface AddonManager {
  getAddonByID(id: string): Promise<{ uninstall(): Promise<void> } | null>;
  getInstallForFile(file: GeckoFile, type: string): Promise<{ install(): Promise<unknown> }>;
  installTemporaryAddon(file: GeckoFile): Promise<unknown>;
}
interface ExtensionParent {
  readonly apiManager: {
    readonly global: {
      browserActionFor(extension: GeckoExtension): { triggerAction(window: BrowserWindow): Promise<void> };
    };
    getAPI(
      name: 'notifications',
      extension: GeckoExtension,
    ): { readonly notificationsMap: { emit(event: string, id: string): void } };
  };
}
interface ExtensionPermissions {
  add(id: string, granted: { permissions: readonly string[]; origins: readonly string[] }): Promise<void>;
}
interface GeckoTab {
  readonly linkedBrowser: { readonly currentURI: { readonly spec: string } };
}
interface BrowserWindow {
  readonly document: Document;
  readonly Event: typeof Event;
  readonly delayedStartupPromise: Promise<void>;
  readonly gBrowser: {
    readonly tabs: readonly GeckoTab[];
    removeTab(tab: GeckoTab): void;
    readonly selectedTab: unknown;
    readonly selectedBrowser: { fixupAndLoadURIString(url: string, options: object): void; focus(): void };
  };
  setTimeout(work: (value?: never) => void, milliseconds: number): void;
  addEventListener(type: string, listener: (event: never) => void, options: object): void;
  OpenBrowserWindow(options: { private: boolean }): BrowserWindow;
}
interface FrameElement extends HTMLElement {
  readonly isRemoteBrowser: boolean;
  readonly contentDocument: Document | null;
  readonly currentURI: { readonly spec: string } | null;
  readonly messageManager: {
    addMessageListener(
      name: string,
      listener: (message: { data: { value?: unknown; error?: string } }) => void,
    ): void;
    loadFrameScript(address: string, allowDelayed: boolean): void;
  } | null;
  readonly browsingContext: {
    readonly currentWindowGlobal: {
      drawSnapshot(area: null, scale: number, background: string): Promise<ImageBitmap>;
    };
  };
}
interface PanelElement extends HTMLElement {
  hidePopup(): void;
}
