import { browser, isTabGone, type Tab } from '../../lib/browser/browser.ts';
import { report } from '../../lib/browser/listener-errors.ts';
import { type FirstView, firstView } from '../../lib/tab/first-view.ts';

/** The tab that popup or side panel shows. */
export interface PanelTab {
  /** Tab id of the browser. */
  readonly id: number;
  /** Whether it is in a private window. */
  readonly isPrivate: boolean;
  /** Whether the reader has just clicked the toolbar button in this tab. */
  readonly clicked: boolean;
  /** The view to show until the background has answered. */
  readonly first: FirstView | undefined;
}

/** A tab; `undefined` if it is gone. */
export async function openTab(id: number): Promise<Tab | undefined> {
  try {
    return await browser.tabs.get(id);
  } catch (error) {
    if (!isTabGone(error)) throw error;
    return undefined;
  }
}

/**
 * The tab that popup or side panel shows: the tab in its address (`?tab=<id>`), else the active tab of its window.
 *
 * @param search the query of the page's address
 * @param isPopup whether the page is the popup, which opens only on a click
 * @returns `undefined` if the tab is gone
 */
export async function panelTab(search: string, isPopup: boolean): Promise<PanelTab | undefined> {
  const id = tabNamedIn(search);
  const tab =
    id !== undefined
      ? await openTab(id)
      : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
  if (tab?.id === undefined) return undefined;
  const { incognito: isPrivate, url } = tab;
  const first = await atOnce({ id: tab.id, isPrivate, url });
  return { id: tab.id, isPrivate, clicked: isPopup && id === undefined, first };
}

/** The id in `?tab=<id>`. */
export function tabNamedIn(search: string): number | undefined {
  const id = Number(new URLSearchParams(search).get('tab') ?? Number.NaN);
  return Number.isInteger(id) ? id : undefined;
}

/** Like `firstView`, but returns `undefined` if it fails: the panel then waits for the database. */
async function atOnce(tab: Parameters<typeof firstView>[0]): Promise<FirstView | undefined> {
  try {
    return await firstView(tab);
  } catch (error) {
    report('show what is known of a tab', error);
    return undefined;
  }
}
