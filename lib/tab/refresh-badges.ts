import { foldHost } from '../address/hosts.ts';
import { browser } from '../browser/browser.ts';
import { mayReadAllSites } from '../browser/permissions.ts';
import { readSettings } from '../browser/settings.ts';
import { clearBadge, showBadge } from './badge.ts';
import { tabRecords } from './tab-record.ts';

/** Returns a test for addresses: whether pages there have no badge, because the reader switched it off. */
async function offTest(): Promise<(address: string) => boolean> {
  const { mode, sitesOff } = await readSettings();
  const automatic = mode === 'automatic' && (await mayReadAllSites());
  return (address) => !automatic || sitesOff.includes(foldHost(new URL(address).hostname));
}

/** Removes the badge of a tab if the reader has switched badges off while its page was examined. */
export async function clearBadgeIfOff(tabId: number, address: string): Promise<void> {
  const isOff = await offTest();
  if (isOff(address)) await clearBadge(tabId);
}

/** Updates the badges of all tabs. Call it after the library or the settings have changed. */
export async function refreshBadges(): Promise<void> {
  const isOff = await offTest();
  for (const [tabId, record] of await tabRecords()) {
    if (record.sure.length === 0) continue;
    if (isOff(record.address)) await clearBadge(tabId);
    else await showBadge(tabId, record);
  }
  // Tabs in private windows have no record. If the extension has no access to a page, its tab has no `url`.
  for (const { id, incognito, url } of await browser.tabs.query({})) {
    if (id !== undefined && incognito && (url === undefined || isOff(url))) await clearBadge(id);
  }
}

/** Removes the badges of all tabs, also of those in private windows, which have no record. */
export async function clearBadges(): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.all(tabs.map(async ({ id }) => id !== undefined && clearBadge(id)));
}
