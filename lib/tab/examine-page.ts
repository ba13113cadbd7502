import { shareableAddress } from '../address/shareable-address.ts';
import type { Tab } from '../browser/browser.ts';
import { publicSuffixes } from '../browser/load-public-suffixes.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { lookUpCards } from '../db/index-queries.ts';
import type { IndexState } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import { answersOf } from '../db/remembered-pages.ts';
import { type CardLookup, matchPage } from '../index/match.ts';
import { cardVersion, isCurrentVersion } from '../index/version.ts';
import { keptAnswersOf, keptLookup } from '../library/second-copy-answers.ts';
import { type JudgedPage, judgePage } from '../page/judge-page.ts';
import type { PageIdentity } from '../page/page-identity.ts';
import { deletionsSoFar, fetchedText, keepFetchedText } from '../sync/fetched-texts.ts';
import { textOnDevice } from '../sync/texts.ts';
import { hasCurrentAnswers, withAnswers, withCurrentAnswers } from './apply-story-answers.ts';
import { clearBadge, showBadge } from './badge.ts';
import { identifyPage, identifyPageWithin, identityFromAddress } from './page-scripts.ts';
import { clearBadgeIfOff } from './refresh-badges.ts';
import { foundMatch } from './shown-matches.ts';
import { readTabRecord, type TabRecord, withTabRecordsLock, writeTabRecord } from './tab-record.ts';

/** Time to wait for a page to return its identity (ms). After that, the identity is made from its address. */
const IDENTITY_TIMEOUT = 500;

/**
 * Examines a page that its content script has reported. Shows the badge, and writes the tab record except in private
 * windows. Does neither if the tab now shows another page, for example because the background had to start first.
 *
 * @returns the record; `undefined` in a private window, or if the tab shows another page
 */
export async function handlePage(tab: Tab, identity: PageIdentity): Promise<TabRecord | undefined> {
  if (tab.id === undefined) return undefined;
  const record = await examineOrKeep(tab.id, identity);
  if (!(await showBadge(tab.id, record))) return undefined;
  if (!(await keepRecord(tab, record))) {
    // Meanwhile, the index was replaced or deleted, or the reader answered a question. Examine the page again.
    await clearBadge(tab.id);
    return handlePage(tab, identity);
  }
  await clearBadgeIfOff(tab.id, record.address);
  return tab.incognito ? undefined : record;
}

/**
 * Writes the record of a tab. Does not write it if the tab is in a private window, if there is no index, or if the
 * index or the reader's answers have changed since the record was made.
 *
 * @returns `false` if the index or the reader's answers have changed since the record was made
 */
async function keepRecord({ id = -1, incognito }: Tab, record: TabRecord): Promise<boolean> {
  return withTabRecordsLock(async () => {
    try {
      const index = await indexState();
      if ((index?.generation ?? '') !== record.generation) return false;
      if (!index) return true;
      if (!(await hasCurrentAnswers(record))) return false;
    } catch (error) {
      // Without the database, the record is the tab's old record or was made from the second copy. It will be replaced
      // later.
      unlessClosed(error);
    }
    if (!incognito) await writeTabRecord(id, record);
    return true;
  });
}

/**
 * Copies the text of the page's analysis to `storage.session`, from which popup and panel read it without opening the
 * database. Does nothing if the page has no analysis or several.
 */
export async function copyTextForPanel({ sure, shown }: TabRecord): Promise<void> {
  const [first] = shown?.matches ?? [];
  if (sure.length !== 1 || !first) return;
  const { card } = first;
  const since = deletionsSoFar();
  const kept = await fetchedText(card.id);
  if (kept && isCurrentVersion(kept.version, card)) return;
  const text = await textOnDevice(card).catch(unlessClosed);
  if (text) await keepFetchedText(card.id, { version: cardVersion(card), text }, since);
}

/** Ignores an error of the database, which is reported elsewhere. Rethrows every other error. */
function unlessClosed(error: unknown): undefined {
  if (!isDatabaseFailure(error)) throw error;
}

/**
 * Returns the identity of the page in a tab. If the page cannot be read in time, makes the identity from address and
 * title.
 */
export async function identityOfTab(tab: Tab, address: string): Promise<PageIdentity> {
  const identity = address === tab.url ? await identifyPageWithin(IDENTITY_TIMEOUT, tab.id ?? -1) : undefined;
  return identity ?? identityFromAddress(address, tab.title ? [tab.title] : []);
}

/**
 * Returns the record of the page that a tab shows. Examines the page if the tab has no record, or if the record belongs
 * to another page or index.
 *
 * @param address the address of the page. It differs from `tab.url` if the tab shows a reader view of the page.
 * @returns the record, and whether the extension can read the page
 */
export async function recordOfTab(
  tab: Tab,
  address: string,
  index: IndexState,
): Promise<{ record: TabRecord; readable: boolean }> {
  const tabId = tab.id ?? -1;
  if (address !== tab.url) {
    // Browsers offer a reader view only for articles.
    const shown = await examine(identityFromAddress(address, tab.title ? [tab.title] : []));
    return { record: { ...shown, article: true }, readable: true };
  }
  const known = await readTabRecord(tabId);
  if (known?.address === address && known.generation === index.generation) {
    const record = await withCurrentAnswers(known, index);
    if (record !== known) await keepRecord(tab, record);
    return { record, readable: true };
  }
  if (tab.status === 'loading') {
    // Do not store this record: parts of the page may not have loaded. The page is examined again once it has loaded.
    const record = await examine(
      (await identifyPageWithin(IDENTITY_TIMEOUT, tabId)) ?? identityFromAddress(address),
    );
    return { record, readable: true };
  }
  const identity = await identifyPage(tabId);
  const record = await examine(identity ?? identityFromAddress(address));
  if (identity && JSON.stringify(record) !== JSON.stringify(known)) await keepRecord(tab, record);
  return { record, readable: identity !== undefined };
}

async function examine(identity: PageIdentity): Promise<TabRecord> {
  const index = await indexState();
  return recordBy(lookUpCards, index, identity);
}

/**
 * Returns the result of `examine`. If the database fails, returns the tab's record of the page. If there is no such
 * record, matches the page against the second copy.
 */
async function examineOrKeep(tabId: number, identity: PageIdentity): Promise<TabRecord> {
  try {
    return await examine(identity);
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    const known = await readTabRecord(tabId);
    return known?.address === identity.address ? known : examineByCopy(identity);
  }
}

/**
 * Matches a page against the saved analyses in the second copy. The record has no generation, so that the page is
 * examined again once the database opens.
 */
export async function examineByCopy(identity: PageIdentity): Promise<TabRecord> {
  return recordBy(await keptLookup(), undefined, identity, keptAnswersOf);
}

async function recordBy(
  find: CardLookup,
  index: IndexState | undefined,
  identity: PageIdentity,
  answersAbout: typeof answersOf = answersOf,
): Promise<TabRecord> {
  const page = await judgePage(identity, publicSuffixes);
  const { sure, uncertain, related } = await matchPage(page, find);
  const cards = new Map([...sure, ...uncertain].map(({ card }) => [card.id, card]));
  const record: TabRecord = {
    address: identity.address,
    generation: index?.generation ?? '',
    sure: sure.map(foundMatch),
    uncertain: uncertain.map(foundMatch),
    related: related.map(foundMatch),
    article: page.isArticle,
    ...(page.published === undefined ? {} : { published: page.published }),
    ...toRemember(page),
  };
  return withAnswers(record, await answersAbout(record.remember?.keys[0]?.key), cards, index);
}

/**
 * Returns the facts about the page that the extension stores if the reader asks for a notification, or answers a
 * question. Returns an empty object if the page has no URL key or no address that can be shared.
 */
function toRemember(page: JudgedPage): Pick<TabRecord, 'remember'> {
  const address = shareableAddress(page.address);
  const keys = page.keys.map(({ key, by, offSite }) => ({ key, by, offSite }));
  if (address === undefined || keys.length === 0) return {};
  const { article, headlines, isInPageNavigation } = page;
  const own = isInPageNavigation ? [] : [article?.headline, ...headlines];
  return {
    remember: { address, keys, headlines: [...new Set(own.filter((headline) => headline !== undefined))] },
  };
}
