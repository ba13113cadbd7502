import type { Tabs } from 'webextension-polyfill';
import { browser } from '../browser/browser.ts';
import { guardedListener } from '../browser/listener-errors.ts';

/** Calls `callback` when the page in a tab has loaded. Returns a function that removes the listener. */
export function onPageDone(tabId: number, callback: () => void): () => void {
  const onUpdated = guardedListener('page done', (updated: number, change: Tabs.OnUpdatedChangeInfoType) => {
    if (updated === tabId && change.status === 'complete') callback();
  });
  browser.tabs.onUpdated.addListener(onUpdated);
  return () => browser.tabs.onUpdated.removeListener(onUpdated);
}
