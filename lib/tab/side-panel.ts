import { browser } from '../browser/browser.ts';

/**
 * Whether the browser has a side panel or sidebar. Browsers on Android have none
 * (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/sidebarAction#browser_compatibility).
 */
export function hasSidePanel(): boolean {
  return browser.sidePanel !== undefined || browser.sidebarAction !== undefined;
}

/**
 * Opens the side panel or sidebar. Call it in the handler of a click or a key command, before anything is awaited:
 * browsers require a user action for it
 * (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/User_actions).
 */
export function openSidePanel(windowId: number): Promise<void> {
  return browser.sidePanel
    ? browser.sidePanel.open({ windowId })
    : (browser.sidebarAction?.open() ?? Promise.resolve());
}
