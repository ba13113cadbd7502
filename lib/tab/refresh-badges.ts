import { foldHost } from '../address/hosts.ts';
import { addressBehindReaderView } from '../address/reader-view.ts';
import { browser } from '../browser/browser.ts';
import { mayReadAllSites } from '../browser/permissions.ts';
import { readSettings } from '../browser/settings.ts';
import { clearBadge, clearPlainButton, showBadge, showSwitchedOff } from './badge.ts';
import { type TabRecord, tabRecords } from './tab-record.ts';

/**
 * The button that a tab shows. `off`: Civic Lens is switched off for the site. `common`: the default button. `own`: the
 * result of examining the page.
 */
type Shown = 'off' | 'common' | 'own';

/**
 * Reads the settings once, and returns a function that chooses the button of a tab by these settings. The function
 * takes the address of the page in the tab; `undefined` if the browser hides it.
 */
async function allowedBySettings(): Promise<(address: string | undefined) => Shown> {
  const { mode, sitesOff } = await readSettings();
  const automatic = mode === 'automatic' && (await mayReadAllSites());
  return (address) => {
    if (address !== undefined && sitesOff.includes(foldHost(new URL(address).hostname))) return 'off';
    return automatic ? 'own' : 'common';
  };
}

/**
 * Removes the badge of a tab if the settings do not allow a badge there: the reader may have changed the settings while
 * the page was examined.
 */
export async function clearBadgeIfOff(tabId: number, address: string): Promise<void> {
  const shown = (await allowedBySettings())(address);
  if (shown === 'off') await showSwitchedOff(tabId);
  else if (shown === 'common') await clearBadge(tabId);
}

/**
 * Updates the toolbar button in all tabs. Call it after the library or the settings have changed, and after
 * `showDefaultButton`.
 */
export async function refreshBadges(): Promise<void> {
  const allowed = await allowedBySettings();
  const records = await tabRecords();
  for (const { id, url } of await browser.tabs.query({})) {
    if (id === undefined) continue;
    const record = records.get(id);
    // If the extension has no access to a page, its tab has no `url`. Use the address in its record.
    const shown = allowed(url === undefined ? record?.address : addressBehindReaderView(url));
    if (shown === 'off') await showSwitchedOff(id);
    else if (shown === 'common') await clearBadge(id);
    else await refreshBadge(id, record);
  }
}

/**
 * Updates the badge of a tab. A tab has no record if it is in a private window, or if no address of its page is on a
 * host of the index. In a tab without a record, a badge that shows a match stays, and any other button becomes the
 * default button.
 */
async function refreshBadge(tabId: number, record: TabRecord | undefined): Promise<void> {
  const isShown = record !== undefined && (await showBadge(tabId, record));
  if (!isShown) await clearPlainButton(tabId);
}

/** Removes the badges of all tabs, including tabs without a record. */
export async function clearBadges(): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.all(tabs.map(async ({ id }) => id !== undefined && clearBadge(id)));
}
