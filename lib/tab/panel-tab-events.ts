import type { Tabs } from 'webextension-polyfill';
import { browser } from '../browser/browser.ts';
import { on } from '../browser/guard.ts';
import { onTabRecordChanged } from './tab-record.ts';

/**
 * Calls back whenever the active tab of this window may be another one, show another page, or be better known. What
 * happens in other windows, and in tabs behind, is not asked about. Only a page that is open may listen so: in the
 * background these events would wake it for every tab. Returns the way to stop.
 *
 * @param shownTab id of the tab that the panel shows; `undefined` until it is known
 */
export function onTabOfPanelChanged(shownTab: () => number | undefined, callback: () => unknown): () => void {
  const own = browser.windows.getCurrent().then(({ id }) => id);
  const onActivated = on('active tab', async ({ windowId }: Tabs.OnActivatedActiveInfoType) => {
    if (windowId === (await own)) callback();
  });
  const onUpdated = on(
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

/** Calls back when the page in a tab is done loading. Returns the way to stop. */
export function onPageDone(tabId: number, callback: () => void): () => void {
  const onUpdated = on('page done', (updated: number, change: Tabs.OnUpdatedChangeInfoType) => {
    if (updated === tabId && change.status === 'complete') callback();
  });
  browser.tabs.onUpdated.addListener(onUpdated);
  return () => browser.tabs.onUpdated.removeListener(onUpdated);
}
