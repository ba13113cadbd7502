import type { Tabs } from 'webextension-polyfill';
import { browser } from '../browser/browser.ts';
import { guardedListener } from '../browser/listener-errors.ts';
import { onTabRecordChanged } from './tab-record.ts';

/**
 * Calls `callback` when the active tab of this window changes, when it loads another page, and when its tab record
 * changes. Ignores other windows and background tabs. Call it in the extension's pages only: in the background, these
 * listeners would start the background for every tab.
 *
 * @param shownTab returns the id of the tab that the panel shows. Until the id is known it returns `undefined`, and a
 *   change of any tab record causes a call.
 * @returns a function that removes the listeners
 */
export function onTabOfPanelChanged(shownTab: () => number | undefined, callback: () => unknown): () => void {
  const own = browser.windows.getCurrent().then(({ id }) => id);
  const onActivated = guardedListener('active tab', async ({ windowId }: Tabs.OnActivatedActiveInfoType) => {
    if (windowId === (await own)) callback();
  });
  const onUpdated = guardedListener(
    'updated tab',
    async (_tabId: number, change: Tabs.OnUpdatedChangeInfoType, tab: Tabs.Tab) => {
      if (!tab.active || (change.status === undefined && change.url === undefined)) return;
      if (tab.windowId === (await own)) callback();
    },
  );
  const stopRecords = onTabRecordChanged((tabId) => {
    const shown = shownTab();
    if (shown === undefined || shown === tabId) callback();
  });
  browser.tabs.onActivated.addListener(onActivated);
  browser.tabs.onUpdated.addListener(onUpdated);
  return () => {
    stopRecords();
    browser.tabs.onActivated.removeListener(onActivated);
    browser.tabs.onUpdated.removeListener(onUpdated);
  };
}
