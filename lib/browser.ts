/**
 * The one place that knows the browser's extension interface: everything but the content script speaks to it through
 * here. What only some browsers have is typed as optional, so that the code asks for the capability and not for the browser.
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

export type ExtensionBrowser = Omit<
  Browser,
  'action' | 'sidebarAction' | 'commands' | 'contextMenus' | 'notifications'
> & {
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
