/**
 * The one place that knows the browser's extension interface: everything but the content script speaks to it through
 * here. What only some browsers have is typed as optional, so that the code asks for the capability and not for the
 * browser.
 *
 * In the background this is webextension-polyfill; in pages the build replaces it by `promised-browser.ts`.
 */
import polyfill, { type Action, type Browser, type Tabs } from 'webextension-polyfill';

/** Chrome's side panel (https://developer.chrome.com/docs/extensions/reference/api/sidePanel). */
interface SidePanel {
  open(options: { windowId: number }): Promise<void>;
}

type ActionWithPinning = Action.Static & {
  /** Chrome: whether the button stands in the toolbar. */
  getUserSettings?(): Promise<{ isOnToolbar?: boolean }>;
};

type StorageWithKeys = Browser['storage'] & {
  /** Firefox has it from version 143. */
  readonly session: { getKeys?(): Promise<string[]> };
};

export type ExtensionBrowser = Omit<
  Browser,
  'storage' | 'action' | 'sidebarAction' | 'commands' | 'contextMenus' | 'notifications'
> & {
  readonly storage: StorageWithKeys;
  readonly action: ActionWithPinning;
  readonly sidePanel?: SidePanel;
  readonly sidebarAction?: Browser['sidebarAction'];
  /** Absent on Android. */
  readonly commands?: Browser['commands'];
  readonly contextMenus?: Browser['contextMenus'];
  /** In Chrome absent without the permission. */
  readonly notifications?: Browser['notifications'];
};

export type Tab = Tabs.Tab;

export const browser = polyfill as unknown as ExtensionBrowser;

/**
 * Sends a message to the background and returns its answer. In Chrome messages carry no errors, so the polyfill in
 * the background answers with an object that names the error.
 */
export async function askByMessage(message: unknown): Promise<unknown> {
  const answer: unknown = await browser.runtime.sendMessage(message);
  const { __mozWebExtensionPolyfillReject__: isError, message: words } = (answer ?? {}) as Record<
    string,
    unknown
  >;
  if (isError) throw new Error(String(words));
  return answer;
}

/** Whether a call failed because its tab is gone, or was only prerendered. Browsers tell this in words only. */
export function isTabGone(error: unknown): boolean {
  return /no tab with id|invalid tab id|tab was closed/i.test(String(error));
}

/**
 * Whether the browser refused a script in a page: no access to it, a page of the browser's own or its shop's, an
 * error page, a page that is just being left. Anything else is an error of ours.
 */
export function isPageRefused(error: unknown): boolean {
  return isTabGone(error) || PAGE_REFUSED.test(String(error));
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
