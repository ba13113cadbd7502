import { browser, type Tab } from '../browser/browser.ts';
import { reportUnexpected } from '../browser/listener-errors.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { cardById } from '../db/index-queries.ts';
import { saveAnalysis, savedAnalysis } from '../library/saved-analyses.ts';
import { handleDatabaseFailure } from '../sync/sync.ts';
import { commandExplanationPath } from '../tab/command-explanation-address.ts';
import { analysisFromHash } from '../tab/library-address.ts';
import { openSidePanel } from '../tab/side-panel.ts';
import { viewTab } from '../tab/tab-view.ts';
import { onLibraryChanged } from './background-events.ts';
import { answerQuery, type QueryAnswers } from './queries.ts';

/**
 * The keyboard commands that reach the extension. The browser itself runs the commands that open the popup and
 * Firefox's sidebar
 * (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/manifest.json/commands#special_shortcuts).
 */
export type Command = 'open-side-panel' | 'save' | 'jump';

/** Runs a keyboard command for the tab in which the reader pressed the keys. */
export async function runCommand(command: string, tab: Tab | undefined): Promise<void> {
  if (tab?.id === undefined || tab.windowId === undefined) return;
  switch (command as Command) {
    case 'open-side-panel':
      return openSidePanel(tab.windowId);
    case 'save':
      return saveMatchOf(tab);
    case 'jump':
      return jumpFrom(tab);
  }
}

/**
 * Saves the analysis of the page. Opens the popup instead if the page does not have exactly one analysis, if the window
 * is private, or if the database fails.
 */
async function saveMatchOf(tab: Tab): Promise<void> {
  const view = await viewTab(tab.id ?? -1, true);
  const [match] = view.state === 'matched' ? view.matches : [];
  if (!match || tab.incognito) {
    await openPopup(tab);
    return;
  }
  try {
    if (await savedAnalysis(match.card.id)) return;
    await saveAnalysis(match.card, Date.now(), match);
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    await handleDatabaseFailure(error);
    await openPopup(tab);
    return;
  }
  await onLibraryChanged();
}

/**
 * Jumps from an article to its analysis, or from an analysis to its source article. The analysis may be open on its own
 * page or in the library. If an article has several analyses, jumps to the first. Activates a tab of this window that
 * shows the target; if there is none, opens a new tab. If there is no target, opens the popup, which gives the reason.
 */
async function jumpFrom(tab: Tab): Promise<void> {
  const target = (await sourceOfOpen(tab.id ?? -1)) ?? (await otherSideOf(tab.id ?? -1));
  if (!target) {
    await openPopup(tab);
    return;
  }
  const tabs = await browser.tabs.query({
    ...(tab.windowId === undefined ? {} : { windowId: tab.windowId }),
  });
  const shown = tabs.find(({ url }) => url === target);
  if (shown?.id !== undefined) await browser.tabs.update(shown.id, { active: true });
  else await openBeside(tab, target);
}

async function otherSideOf(tabId: number): Promise<string | undefined> {
  const view = await viewTab(tabId, true);
  const [match] = view.state === 'matched' || view.state === 'choose' ? view.matches : [];
  return match?.because === 'is-the-analysis' ? match.card.sources[0]?.url : match?.card.url;
}

/**
 * Returns the address of the source article of the analysis that is open in the library; `undefined` in any other tab.
 */
async function sourceOfOpen(tabId: number): Promise<string | undefined> {
  const address = await ownPageIn(tabId);
  const id = address && analysisFromHash(new URL(address).hash);
  if (!id) return undefined;
  const own = (await answerQuery('ownCopy', [id])) as QueryAnswers['ownCopy'];
  return (own?.saved.card ?? (await cardById(id)))?.sources[0]?.url;
}

/**
 * Returns the address of the library page in a tab. Chrome may hide the address even of the extension's own page in
 * `Tab.url` (https://developer.chrome.com/docs/extensions/reference/api/tabs#type-Tab), so this also asks
 * `getContexts`.
 */
async function ownPageIn(tabId: number): Promise<string | undefined> {
  const { url } = await browser.tabs.get(tabId);
  const [context] = url
    ? []
    : ((await browser.runtime.getContexts?.({ contextTypes: ['TAB'], tabIds: [tabId] })) ?? []);
  const address = url ?? context?.documentUrl;
  return address?.startsWith(browser.runtime.getURL('/library.html')) ? address : undefined;
}

/**
 * Opens the popup, which explains why there is nothing to do. If the browser refuses, opens a page of the library with
 * the same explanation. Firefox 140 requires a user gesture, and a key press no longer counts as a user gesture after
 * an `await` (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/User_actions).
 */
async function openPopup(tab: Tab): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch (error) {
    if (!POPUP_REFUSED.test(String(error))) reportUnexpected('open the popup', error);
    await openBeside(tab, browser.runtime.getURL(commandExplanationPath(tab.id ?? -1)));
  }
}

/**
 * Matches the errors with which the browser refuses to open the popup. Firefox refuses if there is no user gesture.
 * Chrome refuses if no window is active or a popup is already open
 * (https://chromium.googlesource.com/chromium/src/+/main/chrome/browser/extensions/api/extension_action).
 */
const POPUP_REFUSED = /user (?:gesture|input|action)|active browser window|failed to open/i;

/** Opens a page in a new tab after another tab, in the same window. */
async function openBeside(tab: Tab, url: string): Promise<void> {
  await browser.tabs.create({
    url,
    index: tab.index + 1,
    ...(tab.windowId === undefined ? {} : { windowId: tab.windowId }),
    ...(tab.id === undefined ? {} : { openerTabId: tab.id }),
  });
}
