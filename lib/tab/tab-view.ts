import { foldHost } from '../address/hosts.ts';
import { shownAddress } from '../address/reader-view.ts';
import { isOneOrigin } from '../address/twin-host.ts';
import { urlKey } from '../address/url-keys.ts';
import { parseHttp } from '../address/wrappers.ts';
import { browser, type Tab } from '../browser/browser.ts';
import { publicSuffixes } from '../browser/load-public-suffixes.ts';
import { mayReadAllSites } from '../browser/permissions.ts';
import { PUBLICATION } from '../browser/publication.ts';
import { readSettings } from '../browser/settings.ts';
import { isOfDatabase } from '../db/failures.ts';
import { indexState, syncState } from '../db/index-state.ts';
import { cardById, lensOf, lookup, publicationOf } from '../db/index-store.ts';
import type { IndexState } from '../db/records.ts';
import type { Card } from '../index/card.ts';
import { isCompleteFor } from '../index/completeness.ts';
import type { Publication } from '../index/manifest.ts';
import { analysisAt, type Lookup, type Match, matchPage } from '../index/match.ts';
import { cardVersion, isCurrent } from '../index/version.ts';
import { hasKeptAnalyses, keptLookup, keptSavedAnalyses } from '../library/kept-library.ts';
import { judgePage } from '../page/judge-page.ts';
import type { PageIdentity } from '../page/page-identity.ts';
import { deletionsSoFar, fetchedText, keepFetchedText } from '../sync/fetched-texts.ts';
import { staleSince } from '../sync/schedule.ts';
import { textOnDevice } from '../sync/texts.ts';
import { clearBadge, showBadge } from './badge.ts';
import { identify, identifyWithin, unreadPage } from './page-scripts.ts';
import {
  type FoundMatch,
  readTabRecord,
  type ShownMatch,
  type TabRecord,
  withTabRecordsLock,
  writeTabRecord,
} from './tab-record.ts';

/** How long a page that is still loading may take to say what it is (ms); after that its address alone is looked up. */
const MOMENT = 500;

/** What the popup and the panel say of a tab: `data-state` of their root. */
export type TabView =
  | {
      readonly state: 'matched' | 'choose' | 'uncertain';
      readonly matches: readonly ShownMatch[];
      readonly site: string;
      /** Of the page, as the address bar shows it. */
      readonly address: string;
    }
  | {
      readonly state: 'none';
      readonly related: readonly ShownMatch[];
      readonly site: string;
      readonly address: string;
      readonly publication: Publication;
    }
  /** Only a part of the analyses is known, back to a day where that is sure: the page may have one all the same. */
  | {
      readonly state: 'partial';
      readonly backTo?: string;
      readonly related: readonly ShownMatch[];
      readonly site: string;
      readonly address: string;
      readonly publication: Publication;
      /** Whether it is a page of the publication, and may be an analysis itself. */
      readonly onPublication: boolean;
    }
  | { readonly state: 'not-article'; readonly site: string; readonly onPublication: boolean }
  | { readonly state: 'not-checked' | 'unreadable' }
  /** `closed`: the list is there, but the database cannot be opened now. */
  | { readonly state: 'no-index'; readonly closed?: true }
  /** `since`: when the index was last confirmed (ms since the epoch). */
  | { readonly state: 'stale'; readonly since: number; readonly site: string }
  | { readonly state: 'off'; readonly site: string };

/**
 * What a page is, found out anew: for the content script's message. Writes the tab record, except of private windows,
 * and the badge, unless the reader has gone on while the background woke up.
 *
 * @returns the record that was written
 */
export async function notePage(tab: Tab, identity: PageIdentity): Promise<TabRecord | undefined> {
  if (tab.id === undefined) return undefined;
  const record = await examineOrKeep(tab.id, identity);
  if (!(await showBadge(tab.id, record))) return undefined;
  if (!(await keepRecord(tab, record))) {
    // Another index came before the badge was shown, or everything was deleted.
    await clearBadge(tab.id);
    return notePage(tab, identity);
  }
  return tab.incognito ? undefined : record;
}

/**
 * Writes the record of a tab, unless it is in a private window or there is no index.
 *
 * @returns whether the record is of the index as it stands
 */
async function keepRecord({ id = -1, incognito }: Tab, record: TabRecord): Promise<boolean> {
  return withTabRecordsLock(async () => {
    try {
      const index = await indexState();
      if ((index?.generation ?? '') !== record.generation) return false;
      if (!index) return true;
    } catch (error) {
      // The record comes from the second copy, or is the one before: the page is examined anew once the database opens.
      unlessClosed(error);
    }
    if (!incognito) await writeTabRecord(id, record);
    return true;
  });
}

/** Puts the text of the one analysis of a page where popup and panel find it without opening the database. */
export async function keepAtHand({ sure, shown }: TabRecord): Promise<void> {
  const [first] = shown?.matches ?? [];
  if (sure.length !== 1 || !first) return;
  const { card } = first;
  const since = deletionsSoFar();
  const kept = await fetchedText(card.id);
  if (kept && isCurrent(kept.version, card)) return;
  const text = await textOnDevice(card).catch(unlessClosed);
  if (text) await keepFetchedText(card.id, { version: cardVersion(card), text }, since);
}

/**
 * What there is to say of a tab now. Uses what is known of the page and else asks the page itself, so that it is
 * right whatever the background slept through.
 *
 * @param clicked whether the reader has just asked about this tab by a click, which lets the extension see any page
 * that it may see at all
 */
export async function viewTab(tabId: number, clicked: boolean): Promise<TabView> {
  const tab = await browser.tabs.get(tabId);
  // Without access the browser does not even tell the address; with it, only of pages that no extension may read.
  if (!tab.url) return { state: clicked || (await mayReadAllSites()) ? 'unreadable' : 'not-checked' };
  const address = shownAddress(tab.url);
  const url = parseHttp(address);
  if (!url) return { state: 'unreadable' };
  const onPublication = isOneOrigin(url, PUBLICATION);
  const site = foldHost(url.hostname);
  if (!onPublication && (await readSettings()).sitesOff.includes(site)) return { state: 'off', site };
  try {
    const index = await indexState();
    if (onPublication) return await viewPublicationPage(address, index);
    return index
      ? await viewFromIndex(tab, { address, site }, index)
      : await viewFromSecondCopy(tab, { address, site }, { onPublication, isClosed: false });
  } catch (error) {
    if (!isOfDatabase(error)) throw error;
    return viewFromSecondCopy(tab, { address, site }, { onPublication, isClosed: true });
  }
}

async function viewFromIndex(
  tab: Tab,
  page: { readonly address: string; readonly site: string },
  index: IndexState,
): Promise<TabView> {
  const { address, site } = page;
  const { record, readable } = await recordOf(tab, address, index);
  const sure = await shown(record.sure, index);
  if (sure.length > 0) return { state: sure.length > 1 ? 'choose' : 'matched', matches: sure, ...page };
  const uncertain = await shown(record.uncertain, index);
  if (uncertain.length > 0) return { state: 'uncertain', matches: uncertain, ...page };
  if (!readable) return { state: 'unreadable' };
  if (!record.article) return { state: 'not-article', site, onPublication: false };
  const since = staleSince(await syncState(), Date.now());
  if (since !== undefined) return { state: 'stale', since, site };
  const related = await shown(record.related, index);
  const rest = { related, ...page, publication: index.publication };
  if (isCompleteFor(index, record.published)) return { state: 'none', ...rest };
  return { state: 'partial', ...knownBackTo(index), ...rest, onPublication: false };
}

/** A database that cannot be opened offers nothing here; the reason is reported elsewhere. */
function unlessClosed(error: unknown): undefined {
  if (!isOfDatabase(error)) throw error;
}

/**
 * The view of a tab while there is no index, or the database cannot be opened. It comes from the tab record, or else
 * from the saved analyses in the second copy.
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
  const record = isKnown ? known : await examineByCopy(await identityNow(tab, address));
  const isSure = record.sure.length > 0;
  const matches = record.shown?.matches ?? (await keptMatches(isSure ? record.sure : record.uncertain));
  if (matches.length === 0) return missing;
  return { state: isSure ? (matches.length > 1 ? 'choose' : 'matched') : 'uncertain', matches, ...page };
}

/** What the page in a tab says it is, soon; else what its tab tells. */
async function identityNow(tab: Tab, address: string): Promise<PageIdentity> {
  const told = address === tab.url ? await identifyWithin(MOMENT, tab.id ?? -1) : undefined;
  return told ?? unreadPage(address, tab.title ? [tab.title] : []);
}

/** Matches with their cards, as far as the second copy has them. */
async function keptMatches(matches: readonly FoundMatch[]): Promise<ShownMatch[]> {
  const saved = await keptSavedAnalyses(matches.map(({ id }) => id));
  return matches.flatMap(({ id, kind, by, headline }) => {
    const found = saved.find((one) => one.id === id);
    if (!found) return [];
    const { card, lens, publication } = found;
    return { card, ...(lens ? { lens } : {}), publication, because: { kind, by, headline } };
  });
}

function knownBackTo({ knownBackTo: backTo }: IndexState): { backTo?: string } {
  return backTo === undefined ? {} : { backTo };
}

async function viewPublicationPage(address: string, index: IndexState | undefined): Promise<TabView> {
  const card = await analysisAt(address, lookup);
  const site = publicationOf(index, PUBLICATION).name;
  if (card) return { state: 'matched', matches: [show(card, 'is-the-analysis', index)], site, address };
  if (!index) return { state: 'no-index' };
  if (!index.incomplete || new URL(address).pathname === '/')
    return { state: 'not-article', site, onPublication: true };
  const { publication } = index;
  return {
    state: 'partial',
    ...knownBackTo(index),
    related: [],
    site,
    address,
    publication,
    onPublication: true,
  };
}

/** The record of the page that a tab shows; made now where there is none or it is of another page or index. */
async function recordOf(
  tab: Tab,
  address: string,
  index: IndexState,
): Promise<{ record: TabRecord; readable: boolean }> {
  const tabId = tab.id ?? -1;
  if (address !== tab.url) {
    // Browsers offer a reader view of articles only.
    const shown = await examine(unreadPage(address, tab.title ? [tab.title] : []));
    return { record: { ...shown, article: true }, readable: true };
  }
  const known = await readTabRecord(tabId);
  if (known?.address === address && known.generation === index.generation)
    return { record: known, readable: true };
  if (tab.status === 'loading') {
    // Asked again when the page is done; a record would be taken for the whole page until then.
    const record = await examine((await identifyWithin(MOMENT, tabId)) ?? unreadPage(address));
    return { record, readable: true };
  }
  const identity = await identify(tabId);
  const record = await examine(identity ?? unreadPage(address));
  if (identity && JSON.stringify(record) !== JSON.stringify(known)) await keepRecord(tab, record);
  return { record, readable: identity !== undefined };
}

async function examine(identity: PageIdentity): Promise<TabRecord> {
  const index = await indexState();
  return recordBy(lookup, index, identity);
}

/** As `examine`. While the database cannot be opened, the tab record or the second copy answers instead. */
async function examineOrKeep(tabId: number, identity: PageIdentity): Promise<TabRecord> {
  try {
    return await examine(identity);
  } catch (error) {
    if (!isOfDatabase(error)) throw error;
    const known = await readTabRecord(tabId);
    return known?.address === identity.address ? known : examineByCopy(identity);
  }
}

/** Its record is of no generation: the page is examined anew once the database opens. */
async function examineByCopy(identity: PageIdentity): Promise<TabRecord> {
  return recordBy(await keptLookup(), undefined, identity);
}

async function recordBy(
  find: Lookup,
  index: IndexState | undefined,
  identity: PageIdentity,
): Promise<TabRecord> {
  const page = await judgePage(identity, publicSuffixes);
  const { sure, uncertain, related } = await matchPage(page, find);
  const first = sure.length > 0 ? sure : uncertain;
  const showMatch = ({ card, ...because }: Match): ShownMatch => show(card, because, index);
  return {
    address: identity.address,
    generation: index?.generation ?? '',
    sure: sure.map(found),
    uncertain: uncertain.map(found),
    related: related.map(found),
    article: page.isArticle,
    ...(page.published === undefined ? {} : { published: page.published }),
    ...(index && first.length > 0
      ? { shown: { matches: first.map(showMatch), page: urlKey(identity.address) ?? '' } }
      : {}),
  };
}

function found({ card, kind, by, headline }: Match): FoundMatch {
  return { id: card.id, kind, by, headline };
}

async function shown(matches: readonly FoundMatch[], index: IndexState): Promise<ShownMatch[]> {
  const cards = await Promise.all(matches.map(({ id }) => cardById(id)));
  return matches.flatMap(({ kind, by, headline }, n) => {
    const card = cards[n];
    return card ? [show(card, { kind, by, headline }, index)] : [];
  });
}

function show(card: Card, because: ShownMatch['because'], index: IndexState | undefined): ShownMatch {
  const lens = lensOf(index, card);
  return { card, ...(lens ? { lens } : {}), publication: publicationOf(index, PUBLICATION), because };
}
