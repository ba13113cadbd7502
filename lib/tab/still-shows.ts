import { urlKey } from '../address/url-keys.ts';
import { browser, isTabGone } from '../browser/browser.ts';
import type { TabRecord } from './tab-record.ts';

/**
 * Whether a tab still shows the article that was examined: by now the reader may be elsewhere, on a page that nobody
 * tells the background of. Not so where the tab is gone, or may not be looked at.
 */
export async function stillShows(tabId: number, { address }: Pick<TabRecord, 'address'>): Promise<boolean> {
  try {
    const { url } = await browser.tabs.get(tabId);
    return url !== undefined && urlKey(url) === urlKey(address);
  } catch (error) {
    if (!isTabGone(error)) throw error;
    return false;
  }
}
