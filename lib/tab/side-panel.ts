import { browser } from '../browser/browser.ts';

/** Whether the browser has a panel beside the page (not on Android). */
export function hasSidePanel(): boolean {
  return browser.sidePanel !== undefined || browser.sidebarAction !== undefined;
}

/** Opens the panel beside the page. Must be called within a click or a key command, before anything is awaited. */
export function openSidePanel(windowId: number): Promise<void> {
  return browser.sidePanel
    ? browser.sidePanel.open({ windowId })
    : (browser.sidebarAction?.open() ?? Promise.resolve());
}
