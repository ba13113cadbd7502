import { browser, isTabGoneError, type Tab } from '../../lib/browser/browser.ts';
import { reportUnexpected } from '../../lib/browser/listener-errors.ts';
import { type FirstView, firstView, readForFirstView } from '../../lib/tab/first-view.ts';

/** The tab that the popup or the side panel shows. */
export interface PanelTab {
  /** Tab id of the browser. */
  readonly id: number;
  /** Whether the tab is in a private window. */
  readonly isPrivate: boolean;
  /** Whether the reader has just opened the popup in this tab, with the toolbar button or a keyboard command. */
  readonly clicked: boolean;
  /** The view to show until the background has answered; `undefined` if there is none. */
  readonly first: FirstView | undefined;
}

/** Returns the tab with an id; `undefined` if this tab no longer exists. */
export async function existingTab(id: number): Promise<Tab | undefined> {
  try {
    return await browser.tabs.get(id);
  } catch (error) {
    if (!isTabGoneError(error)) throw error;
    return undefined;
  }
}

/**
 * Returns the tab to show: the tab in the page's address (`?tab=<id>`), or the active tab of the window.
 *
 * @param search query of the page's address
 * @param isPopup whether the page is the popup, which opens only when the reader clicks the button or uses a keyboard
 *   command
 * @returns `undefined` if the tab no longer exists
 */
export async function panelTab(search: string, isPopup: boolean): Promise<PanelTab | undefined> {
  const stored = readForFirstView();
  // If the tab no longer exists, nothing awaits `stored`. Catch its failure here, because it would otherwise be an
  // unhandled rejection.
  stored.catch(() => undefined);
  const id = tabIdInAddress(search);
  const tab =
    id !== undefined
      ? await existingTab(id)
      : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
  if (tab?.id === undefined) return undefined;
  const { incognito: isPrivate, url } = tab;
  const first = await firstView({ id: tab.id, isPrivate, url }, stored).catch((error: unknown) => {
    // The panel then waits for the answer of the background.
    reportUnexpected('show the first view of a tab', error);
    return undefined;
  });
  return { id: tab.id, isPrivate, clicked: isPopup && id === undefined, first };
}

/** Returns the tab id in `?tab=<id>`; `undefined` if there is none. */
export function tabIdInAddress(search: string): number | undefined {
  const id = Number(new URLSearchParams(search).get('tab') ?? Number.NaN);
  return Number.isInteger(id) ? id : undefined;
}
