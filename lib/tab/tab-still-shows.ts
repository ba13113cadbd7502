import { urlKey } from '../address/url-keys.ts';
import { browser, isTabGoneError } from '../browser/browser.ts';
import type { TabRecord } from './tab-record.ts';

/**
 * Whether a tab still shows the article of the record. The reader may have navigated to a page that no content script
 * reports. Returns `false` if the tab is gone, or if the browser hides its address.
 */
export async function tabStillShows(
  tabId: number,
  { address }: Pick<TabRecord, 'address'>,
): Promise<boolean> {
  try {
    const { url } = await browser.tabs.get(tabId);
    return url !== undefined && urlKey(url) === urlKey(address);
  } catch (error) {
    if (!isTabGoneError(error)) throw error;
    return false;
  }
}
