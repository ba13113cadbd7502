import type { Browser, Page } from 'puppeteer-core';
import type { BrowserName } from '../../build.ts';
import type { Surface } from './surface.ts';

/** A running browser with the extension, and all operations that need different code in Chromium and Firefox. */
export interface BrowserDriver {
  readonly name: BrowserName;
  /** Version of the browser, for example "156.0.8078.108". */
  readonly version: string;
  readonly browser: Browser;
  /** Address of a page of the extension. */
  address(path: string): string;
  /** Addresses of all open tabs, as the browser reports them. */
  openAddresses(): Promise<string[]>;
  /** Opens a page of the extension in a tab. */
  open(path: string): Promise<Page>;
  /** Closes all tabs that show this page of the extension. */
  closeTabs(path: string): Promise<void>;
  /** Brings a tab to the front, presses the toolbar button and returns the popup. */
  pressButton(page: Page): Promise<Surface>;
  /** Waits until the side panel is open and returns it. */
  sidePanel(): Promise<Surface>;
  /** Ends the background, as the browser does when it is idle. */
  killBackground(): Promise<void>;
  /** Whether the background runs. The check does not wake it. */
  backgroundRuns(): Promise<boolean>;
  /** Opens a page in a private window. The extension is allowed to run there. */
  visitPrivately(address: string): Promise<Page>;
  /** Changes the size of a page's viewport (CSS px), as a smaller window or zoom would. */
  resize(page: Page, width: number, height: number): Promise<void>;
  /** Shows a page of the extension in the colours that the reader prefers. */
  setColours(page: Page, colours: Colours): Promise<void>;
  /** Replaces the running extension by another version of it. */
  update(extension: string): Promise<void>;
  /** Removes the extension with everything that it stored, and installs an extension under a new id and address. */
  reinstall(extension: string): Promise<void>;
  /** Chooses "Look up this link" from the menu of a link. */
  lookUpLink(address: string): Promise<void>;
  /** Clicks a notification of the extension, by its id. */
  clickNotification(id: string): Promise<void>;
  /** Brings a tab to the front and triggers a keyboard command, by its name in the manifest. */
  command(page: Page, name: string): Promise<void>;
  /** Kills the browser at once, as a crash or a power failure would. */
  kill(): Promise<void>;
  /** Closes the browser. Resolves when its processes and its temporary folder are gone. */
  close(): Promise<void>;
}

/**
 * Colours that a reader can choose in the system: a light or a dark theme, more contrast (`prefers-contrast`), or a
 * theme of high contrast that replaces all colours (`forced-colors`).
 */
export type Colours = 'light' | 'dark' | 'contrast' | 'forced';

/** Runs in a page. Returns whether the page has these colours. */
export function hasColours(colours: Colours): boolean {
  const { matches: isForced } = matchMedia('(forced-colors: active)');
  const { matches: isContrast } = matchMedia('(prefers-contrast: more)');
  const { matches: isDark } = matchMedia('(prefers-color-scheme: dark)');
  if (colours === 'forced') return isForced;
  return !isForced && isContrast === (colours === 'contrast') && isDark === (colours === 'dark');
}

export interface LaunchOptions {
  /** Folder of the unpacked extension. */
  readonly extension: string;
  /** Port of the proxy for all traffic. Without it, the browser uses no proxy, as for a person who runs `npm start`. */
  readonly proxyPort?: number | undefined;
  /** Profile folder that outlives the browser, for tests of restarts. */
  readonly profile?: string | undefined;
  /** Whether the browser opens a window, for tests that need a display. */
  readonly headful?: boolean | undefined;
  /** Value of `DISPLAY` for the window. The default is the value in this process. */
  readonly display?: string | undefined;
  /**
   * Whether Puppeteer reports the requests of pages (Chromium). This takes a tenth of the processor time of tests, so
   * it is off by default.
   */
  readonly reportsRequests?: boolean | undefined;
  /** Folders of other extensions to load as well (Chromium). */
  readonly others?: readonly string[] | undefined;
  /** Preferences by name (Firefox), for example to switch off a feature that older versions lack. */
  readonly preferences?: Readonly<Record<string, boolean>> | undefined;
}
