import { addressBehindReaderView } from '../address/reader-view.ts';
import { hostOfKey, urlKey } from '../address/url-keys.ts';
import { browser, isPageRefusedError, type Tab } from '../browser/browser.ts';
import { guardedListener, reportUnexpected } from '../browser/listener-errors.ts';
import { ALL_SITES, manifestGivesAllSites, mayReadAllSites } from '../browser/permissions.ts';
import { changeSettings, readSettings } from '../browser/settings.ts';
import { parsePageLinks } from '../page/check-links.ts';
import { isInPageNavigation } from '../page/in-page-navigation.ts';
import type { PageIdentity } from '../page/page-identity.ts';
import type { PageLinks } from '../page/page-links.ts';
import { type TabRecord, tabRecords } from './tab-record.ts';

const SCRIPT = { id: 'detect', file: '/detect.js' };

/**
 * Registers the content script if the mode is automatic and the reader has granted access to all sites. If not,
 * unregisters it. An update of the extension can delete the registration, so call this at every start of the
 * background. Calls run one after the other, because several events may call it at once and registering a script twice
 * is an error.
 */
export function reconcileDetection(): Promise<void> {
  return navigator.locks.request('detection', reconcile);
}

async function reconcile(): Promise<void> {
  if (manifestGivesAllSites() && (await readSettings()).mode === undefined) {
    await changeSettings({ mode: 'automatic' });
  }
  const wanted = (await readSettings()).mode === 'automatic' && (await mayReadAllSites());
  const registered = (await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT.id] })).length > 0;
  if (wanted === registered) return;
  if (!wanted) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT.id] });
  else {
    await browser.scripting.registerContentScripts([
      {
        id: SCRIPT.id,
        js: [SCRIPT.file],
        matches: ALL_SITES.origins,
        runAt: 'document_idle',
        persistAcrossSessions: true,
      },
    ]);
  }
}

/** The source articles whose analyses have arrived or changed. */
export interface ChangedSources {
  /** The hosts of the articles' URL keys (`hostOfKey`). */
  readonly hosts: ReadonlySet<string>;
  /** Whether at least one of these hosts is new: the index had no source article on it before. */
  readonly hasNewHost: boolean;
}

/**
 * Runs the content script in open pages, so that they need no reload. Call it after the index or the reader's
 * permissions have changed, and after an update of the extension, which disconnects the old content scripts.
 *
 * @param changed if given, the content script runs only in pages that may show one of these articles, or a copy of such
 *   an article
 */
export async function detectInOpenTabs(changed?: ChangedSources): Promise<void> {
  if ((await readSettings()).mode !== 'automatic' || !(await mayReadAllSites())) return;
  const tabs = await browser.tabs.query({ url: ALL_SITES.origins, discarded: false });
  const records = changed ? await tabRecords() : new Map<number, TabRecord>();
  const wanted = changed ? tabs.filter((tab) => mayShow(tab, records.get(tab.id ?? -1), changed)) : tabs;
  await Promise.all(wanted.map(guardedListener('look at an open tab', (tab) => inject(tab.id, SCRIPT.file))));
}

/**
 * Whether a tab may show one of these source articles, or a copy of such an article. A copy may be on another host, and
 * names the address of its original.
 *
 * @param record the record of the tab; it may belong to an earlier page
 */
function mayShow(
  { url = '', incognito }: Tab,
  record: TabRecord | undefined,
  { hosts, hasNewHost }: ChangedSources,
): boolean {
  const isOnHost = (key: string | undefined): boolean => key !== undefined && hosts.has(hostOfKey(key));
  if (isOnHost(urlKey(url))) return true;
  if (record?.address === url) return record.remember?.keys.some(({ key }) => isOnHost(key)) ?? false;
  // The content script reports every page that names an address on a host of the index, and a reported page gets a
  // record. So a page without a record can show such an article only if one of the hosts is new. In a private window,
  // no page gets a record, so any page may show such an article.
  return hasNewHost || incognito;
}

/**
 * Returns the identity of the page in a tab; `undefined` if the browser does not let the extension read the page.
 *
 * @throws if the script fails in the page
 */
export async function identifyPage(tabId: number): Promise<PageIdentity | undefined> {
  const ran = await inject(tabId, '/identify.js', { isUrgent: true });
  if (ran && !ran.result) throw new Error('identify.js gave no result.');
  return ran?.result as PageIdentity | undefined;
}

/**
 * Returns the identity of a page that may still be loading, from the parts that have loaded so far. Apart from this,
 * works like `identifyPage`.
 *
 * @param wait time in milliseconds. If the page has not answered by then, the result is `undefined`
 */
export function identifyPageWithin(wait: number, tabId: number): Promise<PageIdentity | undefined> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    setTimeout(() => {
      isOver = true;
      resolve(undefined);
    }, wait);
    // After that time, the promise is resolved already, so an error must be reported here.
    identifyPage(tabId).then(resolve, (error) =>
      isOver ? reportUnexpected('identify a page', error) : reject(error),
    );
  });
}

/**
 * Returns the links of the page in a tab that lead to hosts of the index; `undefined` if the browser does not let the
 * extension read the page.
 *
 * @throws if the script fails in the page
 */
export async function linksInTab(tabId: number): Promise<PageLinks | undefined> {
  const ran = await inject(tabId, '/links.js', { isUrgent: true });
  return ran && parsePageLinks(ran.result);
}

/**
 * Returns the identity of a page that was not read, such as a PDF or the target of a link, from its address and perhaps
 * its title.
 */
export function identityFromAddress(address: string, headlines: readonly string[] = []): PageIdentity {
  return { address, loadedAs: address, claims: [], headlines, articles: [], microdata: false };
}

/** Returns the identity of the page in a tab, for a letter; `undefined` if the browser hides the tab's address. */
export async function describeTab(tabId: number): Promise<PageIdentity | undefined> {
  const tab = await browser.tabs.get(tabId);
  if (!tab.url) return undefined;
  const address = addressBehindReaderView(tab.url);
  // If a page has no title, browsers return its address as the title of the tab. Leave out such a title: the letter
  // contains the cleaned address.
  const titles =
    tab.title && !/^(?:https?:\/\/\S*|[^\s/?]+\.[^\s/?]+[/?]\S*)$/.test(tab.title) ? [tab.title] : [];
  const identity = await identifyPage(tabId);
  if (!identity) return identityFromAddress(address, titles);
  // After an in-page navigation, the page's head may still describe the previous article. The tab's title is current.
  return isInPageNavigation(identity) ? { ...identity, headlines: titles } : identity;
}

/**
 * Runs a script in a page.
 *
 * @returns the script's result; `undefined` if the browser does not let the script run, or the tab is gone
 * @throws if the script fails in the page
 */
async function inject(
  tabId: number | undefined,
  file: string,
  { isUrgent = false } = {},
): Promise<{ result?: unknown } | undefined> {
  if (tabId === undefined) return undefined;
  try {
    const [frame] = await browser.scripting.executeScript({
      target: { tabId },
      files: [file],
      // By default the browser waits for `document_idle`, which a slow script of the page can delay. See
      // https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/scripting/executeScript
      ...(isUrgent ? { injectImmediately: true } : {}),
    });
    // Firefox reports an error of the script in `error` of the result. See
    // https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/scripting/InjectionResult
    if (frame?.error) throw frame.error;
    return frame;
  } catch (error) {
    if (isPageRefusedError(error)) return undefined;
    throw error;
  }
}
