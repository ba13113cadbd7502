import { browser, isTabGone, type Tab } from '../../lib/browser/browser.ts';
import { report } from '../../lib/browser/guard.ts';
import { type FirstView, firstView } from '../../lib/tab/first-view.ts';

/** The tab that a popup or panel speaks of. */
export interface PanelTab {
  readonly id: number;
  readonly isPrivate: boolean;
  /** Whether the reader has just asked about it, by pressing the toolbar button. */
  readonly clicked: boolean;
  /** The first view, shown until the background has answered. */
  readonly first: FirstView | undefined;
}

async function openTab(id: number): Promise<Tab | undefined> {
  try {
    return await browser.tabs.get(id);
  } catch (error) {
    if (!isTabGone(error)) throw error;
    return undefined;
  }
}

/**
 * Returns the tab that a page of the extension shows: the one in its address (`?tab=<id>`), else the active tab of its
 * window.
 *
 * @param isPopup whether the page is the popup, which opens on a click only
 */
export async function panelTab(search: string, isPopup: boolean): Promise<PanelTab | undefined> {
  const id = Number(new URLSearchParams(search).get('tab') ?? Number.NaN);
  const tab = Number.isInteger(id)
    ? await openTab(id)
    : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
  if (tab?.id === undefined) return undefined;
  const { incognito: isPrivate, url } = tab;
  const first = await atOnce({ id: tab.id, isPrivate, url });
  return { id: tab.id, isPrivate, clicked: isPopup && !Number.isInteger(id), first };
}

/** As `firstView`. Where that fails, the database answers. */
async function atOnce(tab: Parameters<typeof firstView>[0]): Promise<FirstView | undefined> {
  try {
    return await firstView(tab);
  } catch (error) {
    report('show what is known of a tab', error);
    return undefined;
  }
}
