import type { Tabs } from 'webextension-polyfill';
import { browser } from '../browser.ts';
import { onTabRecordChanged } from './tab-record.ts';

/**
 * Calls back whenever the active tab of this window may be another one, show another page, or be better known. Only a page
 * that is open may listen so: in the background these events would wake it for every tab. Returns the way to stop.
 */
export function onTabOfPanelChanged(callback: () => void): () => void {
  const onUpdated = (_tabId: number, change: Tabs.OnUpdatedChangeInfoType, tab: Tabs.Tab): void => {
    if (tab.active && (change.status !== undefined || change.url !== undefined)) callback();
  };
  const stopRecords = onTabRecordChanged(callback);
  browser.tabs.onActivated.addListener(callback);
  browser.tabs.onUpdated.addListener(onUpdated);
  return () => {
    stopRecords();
    browser.tabs.onActivated.removeListener(callback);
    browser.tabs.onUpdated.removeListener(onUpdated);
  };
}
