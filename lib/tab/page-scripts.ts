import { foldHost } from '../address/hosts.ts';
import { shownAddress } from '../address/reader-view.ts';
import { browser, isPageRefused } from '../browser/browser.ts';
import { on } from '../browser/guard.ts';
import { ALL_SITES, allSitesAreGivenByBuild, mayReadAllSites } from '../browser/permissions.ts';
import { changeSettings, readSettings } from '../browser/settings.ts';
import { isInPageNavigation } from '../page/own-article.ts';
import type { PageIdentity } from '../page/page-identity.ts';

const SCRIPT = { id: 'detect', file: '/detect.js' };

/**
 * Makes the registration of the content script agree with the mode and with what the browser allows. An extension
 * update deletes registrations in both browsers, so this runs at every start of the background. Several events may
 * ask for it in the same moment (start and update do): one runs after the other, since registering twice is an error.
 */
export function reconcileDetection(): Promise<void> {
  return navigator.locks.request('detection', reconcile);
}

async function reconcile(): Promise<void> {
  if (allSitesAreGivenByBuild() && (await readSettings()).mode === undefined) {
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

/**
 * Looks at open pages without a reload: after the index arrived, access was granted, or an update cut the old scripts
 * off.
 *
 * @param hosts folded hosts that the pages are on, where only their analyses arrived; all pages unless given
 */
export async function detectInOpenTabs(hosts?: ReadonlySet<string>): Promise<void> {
  if ((await readSettings()).mode !== 'automatic' || !(await mayReadAllSites())) return;
  const tabs = await browser.tabs.query({ url: ALL_SITES.origins, discarded: false });
  const wanted = hosts ? tabs.filter(({ url }) => url && hosts.has(foldHost(new URL(url).hostname))) : tabs;
  await Promise.all(wanted.map(on('look at an open tab', (tab) => inject(tab.id, SCRIPT.file))));
}

/** Asks the page in a tab what it is; `undefined` where the browser lets no extension read it. */
export async function identify(tabId: number): Promise<PageIdentity | undefined> {
  const ran = await inject(tabId, '/identify.js', { isUrgent: true });
  if (ran && !ran.result) throw new Error('identify.js gave no result.');
  return ran?.result as PageIdentity | undefined;
}

/**
 * As `identify`, of a page that is still loading: what stands in it so far.
 *
 * @param wait longest time to wait for its answer (ms)
 */
export function identifyWithin(wait: number, tabId: number): Promise<PageIdentity | undefined> {
  return Promise.race([
    identify(tabId),
    new Promise<undefined>((resolve) => setTimeout(resolve, wait, undefined)),
  ]);
}

/** What is known of a page that nobody may read (a PDF, the browser's own shop): its address, and perhaps a title. */
export function identityFromAddress(address: string, headlines: readonly string[] = []): PageIdentity {
  return { address, loadedAs: address, claims: [], headlines, articles: [], microdata: false };
}

/**
 * What the page in a tab says it is, to be told to others; `undefined` where the browser does not even tell its
 * address.
 */
export async function describeTab(tabId: number): Promise<PageIdentity | undefined> {
  const tab = await browser.tabs.get(tabId);
  if (!tab.url) return undefined;
  const address = shownAddress(tab.url);
  // Browsers put the address in the place of a title that is missing; it is told elsewhere, cleaned.
  const titles =
    tab.title && !/^(?:https?:\/\/\S*|[^\s/?]+\.[^\s/?]+[/?]\S*)$/.test(tab.title) ? [tab.title] : [];
  const told = await identify(tabId);
  if (!told) return identityFromAddress(address, titles);
  // Where the reader went on inside the page its head may tell of the story before; the title of the tab is kept up.
  return isInPageNavigation(told) ? { ...told, headlines: titles } : told;
}

/**
 * Runs a script in a page, and gives what came of it; `undefined` where the browser does not let it run, or the tab
 * is gone.
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
      // Else the browser waits until the page is done, for a slow script or picture too.
      ...(isUrgent ? { injectImmediately: true } : {}),
    });
    // Firefox reports an error of the script in its result.
    if (frame?.error) throw frame.error;
    return frame;
  } catch (error) {
    if (isPageRefused(error)) return undefined;
    throw error;
  }
}
