import type { Browser, Page } from 'puppeteer-core';
import type { BrowserName } from '../../build.ts';
import type { Surface } from './surface.ts';

/** A running browser with the extension: everything that is done differently in Chromium and in Firefox. */
export interface BrowserDriver {
  readonly name: BrowserName;
  /** Version of the browser, say "156.0.8078.108". */
  readonly version: string;
  readonly browser: Browser;
  /** Address of a page of the extension. */
  address(path: string): string;
  /** Addresses of all open tabs, from the browser itself. */
  openAddresses(): Promise<string[]>;
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
  /** Gives a page another size (CSS px), as a smaller window or zoom would. */
  resize(page: Page, width: number, height: number): Promise<void>;
  /** Makes a page of the extension believe that the reader prefers dark colours, or light ones. */
  preferDark(page: Page, dark: boolean): Promise<void>;
  /** Puts another version of the extension in the place of the running one. */
  update(extension: string): Promise<void>;
  /** Removes the extension with all it stored, and installs it as a new one. Its address changes. */
  reinstall(extension: string): Promise<void>;
  /** Chooses "Look up this link" from the menu of a link. */
  lookUpLink(address: string): Promise<void>;
  /** Clicks a notification of the extension, by its id. */
  clickNotification(id: string): Promise<void>;
  /** Gives a command of the keyboard while a tab is in front, by its name in the manifest. */
  command(page: Page, name: string): Promise<void>;
  /** Ends the browser as a crash or a power failure does: at once. */
  kill(): Promise<void>;
  /** Ends the browser. Resolves when its processes and its temporary folder are gone. */
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
