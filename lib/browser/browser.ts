/*
 * The only access to the extension API, except in the scripts that run in web pages. Functions that some browsers lack
 * are optional, so that code checks for the capability and not for the browser.
 *
 * In the background, `browser` is webextension-polyfill. In the extension's pages, the build replaces the polyfill with
 * `browser-without-polyfill.ts`.
 */
import polyfill, { type Action, type Browser, type Tabs } from 'webextension-polyfill';

/** Chrome's side panel (https://developer.chrome.com/docs/extensions/reference/api/sidePanel). */
interface SidePanel {
  open(options: { windowId: number }): Promise<void>;
}

type ActionWithPinning = Action.Static & {
  /** Returns whether the button is pinned to the toolbar. */
  getUserSettings?(): Promise<{ isOnToolbar?: boolean }>;
};

type StorageWithKeys = Browser['storage'] & {
  /** https://developer.mozilla.org/en-US/docs/Mozilla/Add-ons/WebExtensions/API/storage/StorageArea/getKeys */
  readonly session: { getKeys?(): Promise<string[]> };
};

type RuntimeWithContexts = Browser['runtime'] & {
  /** https://developer.chrome.com/docs/extensions/reference/api/runtime#method-getContexts */
  getContexts?(filter: {
    contextTypes: readonly 'TAB'[];
    tabIds: readonly number[];
  }): Promise<readonly { readonly documentUrl?: string }[]>;
};

/** The extension API, with optional functions where browsers differ. */
export type ExtensionBrowser = Omit<
  Browser,
  'storage' | 'runtime' | 'action' | 'sidebarAction' | 'commands' | 'contextMenus' | 'notifications'
> & {
  readonly storage: StorageWithKeys;
  readonly runtime: RuntimeWithContexts;
  readonly action: ActionWithPinning;
  readonly sidePanel?: SidePanel;
  readonly sidebarAction?: Browser['sidebarAction'];
  /**
   * Absent on Android
   * (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/commands#browser_compatibility).
   */
  readonly commands?: Browser['commands'];
  /**
   * Absent on Android
   * (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/menus#browser_compatibility).
   */
  readonly contextMenus?: Browser['contextMenus'];
  /**
   * Absent until the reader grants the optional permission
   * (https://developer.chrome.com/docs/extensions/reference/api/permissions).
   */
  readonly notifications?: Browser['notifications'];
};

export type Tab = Tabs.Tab;

export const browser = polyfill as unknown as ExtensionBrowser;

/**
 * Sends a message to the background and returns its answer. Messages in Chrome cannot contain an error. So the polyfill
 * in the background answers with an object that contains the message of the error
 * (https://github.com/mozilla/webextension-polyfill/blob/master/src/browser-polyfill.js).
 *
 * @throws the error of the background; if nothing answers, the error of the browser
 */
export async function sendToBackground(message: unknown): Promise<unknown> {
  const answer: unknown = await browser.runtime.sendMessage(message);
  const { __mozWebExtensionPolyfillReject__: isError, message: words } = (answer ?? {}) as Record<
    string,
    unknown
  >;
  if (isError) throw new Error(String(words));
  return answer;
}

/**
 * Whether a call failed because its tab is closed, or because its page is only prerendered. The message of the error is
 * the only sign of this: such errors have no class or code of their own.
 */
export function isTabGoneError(error: unknown): boolean {
  return /no tab with id|invalid tab id|tab was closed/i.test(String(error));
}

/**
 * Whether the browser refused to run a script in a page: no access to the page, a page of the browser or its extension
 * store, an error page, or a page that is being unloaded. Any other error is a defect in Civic Lens.
 */
export function isPageRefusedError(error: unknown): boolean {
  return isTabGoneError(error) || PAGE_REFUSED.test(String(error));
}

const PAGE_REFUSED = new RegExp(
  [
    // Chromium (extensions/browser/api/scripting, extensions/common/manifest_constants)
    'cannot access (?:contents of|a|an|"|\\w+:)',
    'must request permission to access',
    'cannot be scripted',
    'showing error page',
    'frame with id \\d+ (?:was removed|is not ready)',
    'no frame with id',
    'no document with id',
    // Firefox (toolkit/components/extensions)
    'missing host permission',
    'frame not found',
    'actor .+ destroyed',
    'message manager disconnected',
    'receiving end does not exist',
  ].join('|'),
  'i',
);
