import { foldHost } from '../address/hosts.ts';
import { addressBehindReaderView } from '../address/reader-view.ts';
import { parseHttp } from '../address/wrappers.ts';
import { isSameOriginOrTwin } from '../address/www-twin.ts';
import { browser, type Tab } from '../browser/browser.ts';
import { startTask } from '../browser/listener-errors.ts';
import { mayReadAllSites } from '../browser/permissions.ts';
import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { readSettings } from '../browser/settings.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { gapsOf, lookUpCards, publicationOf } from '../db/index-queries.ts';
import type { IndexState } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import { waitingRecordOf } from '../follow/waiting.ts';
import type { Publication } from '../index/manifest.ts';
import { analysisAt } from '../index/match.ts';
import { hasKeptAnalyses, keptLookup, keptSavedAnalyses } from '../library/second-copy-answers.ts';
import { noneFoundIn } from '../sync/meaning-of-no-match.ts';
import type { Stale } from '../sync/schedule.ts';
import { showSwitchedOff } from './badge.ts';
import { examineByCopy, identityOfTab, recordOfTab } from './examine-page.ts';
import { type PageInView, recordedPage } from './page-in-view.ts';
import { shownMatch, shownMatches } from './shown-matches.ts';
import { type FoundMatch, readTabRecord, type ShownMatch } from './tab-record.ts';

/** The view of a page without a match. */
interface Unmatched extends PageInView {
  readonly related: readonly ShownMatch[];
  readonly publication: Publication;
  /**
   * Present if the reader asked to be notified when an analysis of this page arrives. `removeWaitingPage(id)` undoes
   * that.
   */
  readonly waiting?: { readonly id: string };
}

/**
 * The view of a tab in popup and panel. `state` is also the attribute `data-state` of their root element. Until there
 * is a view, the attribute is `loading`. If the view could not be made, it is `unreadable`.
 */
export type TabView =
  | (PageInView & {
      readonly state: 'matched' | 'choose' | 'uncertain';
      readonly matches: readonly ShownMatch[];
    })
  | (Unmatched & { readonly state: 'none' })
  /** No match in an incomplete index. The page may still have an analysis. */
  | (Unmatched & {
      readonly state: 'partial';
      /** The day from which the index is complete (`YYYY-MM-DD`); absent if unknown. */
      readonly backTo?: string;
      /** Whether the page was published before that day. */
      readonly isOlder: boolean;
      /** Whether the page belongs to the publication. Such a page may itself be an analysis. */
      readonly onPublication: boolean;
    })
  | {
      readonly state: 'not-article';
      readonly site: string;
      readonly address: string;
      readonly onPublication: boolean;
    }
  | { readonly state: 'not-checked' | 'unreadable' }
  /** There is no index, or the database cannot be opened now. `closed` is set in the second case. */
  | { readonly state: 'no-index'; readonly closed?: true }
  | (Stale & { readonly state: 'stale'; readonly site: string })
  | { readonly state: 'off'; readonly site: string };

/**
 * Returns the view of a tab. Uses the tab record if it is valid, and otherwise examines the page. So the view is right
 * even if the background missed events of the tab.
 *
 * @param clicked whether the reader has just clicked the toolbar button or used a keyboard command in this tab. Both
 *   let the extension read the page
 *   (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/manifest.json/permissions#activetab_permission).
 * @throws if the tab is gone
 */
export async function viewTab(tabId: number, clicked: boolean): Promise<TabView> {
  const [tab, { sitesOff }] = await Promise.all([browser.tabs.get(tabId), readSettings()]);
  // The browser hides the address of a page to which the extension has no access
  // (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/tabs/Tab#url). If it hides an address even
  // after a click, or with access to all sites, the extension may never read that page.
  if (!tab.url) return { state: clicked || (await mayReadAllSites()) ? 'unreadable' : 'not-checked' };
  const address = addressBehindReaderView(tab.url);
  const url = parseHttp(address);
  if (!url) return { state: 'unreadable' };
  const onPublication = isSameOriginOrTwin(url, PUBLICATION_ADDRESS);
  const site = foldHost(url.hostname);
  if (!onPublication && sitesOff.includes(site)) {
    startTask('show that the site is off', () => showSwitchedOff(tabId));
    return { state: 'off', site };
  }
  try {
    const index = await indexState();
    if (onPublication) return await viewPublicationPage(address, index);
    return index
      ? await viewFromIndex(tab, { address, site }, index)
      : await viewFromSecondCopy(tab, { address, site }, { onPublication, isClosed: false });
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    return viewFromSecondCopy(tab, { address, site }, { onPublication, isClosed: true });
  }
}

async function viewFromIndex(
  tab: Tab,
  { address, site }: { readonly address: string; readonly site: string },
  index: IndexState,
): Promise<TabView> {
  const { record, readable } = await recordOfTab(tab, address, index);
  const page = { site, address, ...recordedPage(record, tab.incognito) };
  const sure = await shownMatches(record.sure, index);
  if (sure.length > 0) return { state: sure.length > 1 ? 'choose' : 'matched', matches: sure, ...page };
  const uncertain = await shownMatches(record.uncertain, index);
  if (uncertain.length > 0) return { state: 'uncertain', matches: uncertain, ...page };
  if (!readable) return { state: 'unreadable' };
  // A page about which the reader has answered a question counts as an article, so that the view shows the answer.
  if (!record.article && !record.answered) return { state: 'not-article', ...page, onPublication: false };
  const { published } = record;
  const none = await noneFoundIn(index, { newest: published, oldest: published });
  if (none.state === 'stale') return { ...none, site };
  const related = await shownMatches(record.related, index);
  const waiting = record.remember && (await waitingRecordOf(record.remember));
  const rest = {
    related,
    ...page,
    publication: index.publication,
    ...(waiting ? { waiting: { id: waiting.id } } : {}),
  };
  if (none.state === 'none') return { ...none, ...rest };
  return { ...none, isOlder: isBefore(published, none.backTo), ...rest, onPublication: false };
}

/** Whether a time is before a day (`YYYY-MM-DD`). Returns `false` if either is unknown. */
function isBefore(time: number | undefined, day: string | undefined): boolean {
  return time !== undefined && day !== undefined && time < Date.parse(day);
}

/**
 * Returns the view of a tab while there is no index, or the database cannot be opened. Looks up a page of the
 * publication among the saved analyses of the second copy. For any other page, uses the tab record if it belongs to the
 * page. If not, matches the page against those saved analyses.
 */
async function viewFromSecondCopy(
  tab: Tab,
  page: { readonly address: string; readonly site: string },
  { onPublication, isClosed }: { readonly onPublication: boolean; readonly isClosed: boolean },
): Promise<TabView> {
  const { address, site } = page;
  const missing: TabView = { state: 'no-index', ...(isClosed ? { closed: true } : {}) };
  if (onPublication) {
    const card = await analysisAt(address, await keptLookup());
    const [saved] = card ? await keptSavedAnalyses([card.id]) : [];
    const name = saved?.publication.name ?? site;
    return saved
      ? { state: 'matched', matches: [{ ...saved, because: 'is-the-analysis' }], site: name, address }
      : missing;
  }
  const known = await readTabRecord(tab.id ?? -1);
  const isKnown = known?.address === address;
  if (!isKnown && !(await hasKeptAnalyses())) return missing;
  const record = isKnown ? known : await examineByCopy(await identityOfTab(tab, address));
  const isSure = record.sure.length > 0;
  const matches = record.shown?.matches ?? (await keptMatches(isSure ? record.sure : record.uncertain));
  if (matches.length === 0) return missing;
  return {
    state: isSure ? (matches.length > 1 ? 'choose' : 'matched') : 'uncertain',
    matches,
    ...page,
    ...recordedPage(record, tab.incognito),
  };
}

/** Returns the matches whose analysis is in the second copy. The cards, too, come from the second copy. */
async function keptMatches(matches: readonly FoundMatch[]): Promise<ShownMatch[]> {
  const saved = await keptSavedAnalyses(matches.map(({ id }) => id));
  return matches.flatMap(({ id, kind, by, headline }) => {
    const found = saved.find((one) => one.id === id);
    if (!found) return [];
    const { card, lens, publication } = found;
    return { card, ...(lens ? { lens } : {}), publication, because: { kind, by, headline } };
  });
}

async function viewPublicationPage(address: string, index: IndexState | undefined): Promise<TabView> {
  const card = await analysisAt(address, lookUpCards);
  const site = publicationOf(index, PUBLICATION_ADDRESS).name;
  if (card) return { state: 'matched', matches: [shownMatch(card, 'is-the-analysis', index)], site, address };
  if (!index) return { state: 'no-index' };
  const gaps = await gapsOf(index);
  if (!gaps.incomplete || new URL(address).pathname === '/')
    return { state: 'not-article', site, address, onPublication: true };
  const { publication } = index;
  return {
    state: 'partial',
    ...(gaps.knownBackTo === undefined ? {} : { backTo: gaps.knownBackTo }),
    isOlder: false,
    related: [],
    site,
    address,
    publication,
    onPublication: true,
  };
}
