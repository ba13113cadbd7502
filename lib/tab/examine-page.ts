import { urlKey } from '../address/url-keys.ts';
import type { Tab } from '../browser/browser.ts';
import { publicSuffixes } from '../browser/load-public-suffixes.ts';
import { PUBLICATION } from '../browser/publication.ts';
import { isOfDatabase } from '../db/failures.ts';
import type { IndexState } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import { cardById, lensOf, lookup, publicationOf } from '../db/index-store.ts';
import type { Card } from '../index/card.ts';
import { type Lookup, type Match, matchPage } from '../index/match.ts';
import { cardVersion, isCurrent } from '../index/version.ts';
import { keptLookup } from '../library/kept-library.ts';
import { judgePage } from '../page/judge-page.ts';
import type { PageIdentity } from '../page/page-identity.ts';
import { deletionsSoFar, fetchedText, keepFetchedText } from '../sync/fetched-texts.ts';
import { textOnDevice } from '../sync/texts.ts';
import { clearBadge, showBadge } from './badge.ts';
import { identify, identifyWithin, identityFromAddress } from './page-scripts.ts';
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

/**
 * What a page is, found out anew: for the content script's message. Writes the tab record, except of private windows,
 * and the badge, unless the reader has gone on while the background woke up.
 *
 * @returns the record that was written
 */
export async function handlePage(tab: Tab, identity: PageIdentity): Promise<TabRecord | undefined> {
  if (tab.id === undefined) return undefined;
  const record = await examineOrKeep(tab.id, identity);
  if (!(await showBadge(tab.id, record))) return undefined;
  if (!(await keepRecord(tab, record))) {
    // Another index came before the badge was shown, or everything was deleted.
    await clearBadge(tab.id);
    return handlePage(tab, identity);
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

/** A database that cannot be opened offers nothing here; the reason is reported elsewhere. */
function unlessClosed(error: unknown): undefined {
  if (!isOfDatabase(error)) throw error;
}

/** What the page in a tab says it is, soon; else what its tab tells. */
export async function identityNow(tab: Tab, address: string): Promise<PageIdentity> {
  const told = address === tab.url ? await identifyWithin(MOMENT, tab.id ?? -1) : undefined;
  return told ?? identityFromAddress(address, tab.title ? [tab.title] : []);
}

/** The record of the page that a tab shows; made now where there is none or it is of another page or index. */
export async function recordOf(
  tab: Tab,
  address: string,
  index: IndexState,
): Promise<{ record: TabRecord; readable: boolean }> {
  const tabId = tab.id ?? -1;
  if (address !== tab.url) {
    // Browsers offer a reader view of articles only.
    const shown = await examine(identityFromAddress(address, tab.title ? [tab.title] : []));
    return { record: { ...shown, article: true }, readable: true };
  }
  const known = await readTabRecord(tabId);
  if (known?.address === address && known.generation === index.generation)
    return { record: known, readable: true };
  if (tab.status === 'loading') {
    // Asked again when the page is done; a record would be taken for the whole page until then.
    const record = await examine((await identifyWithin(MOMENT, tabId)) ?? identityFromAddress(address));
    return { record, readable: true };
  }
  const identity = await identify(tabId);
  const record = await examine(identity ?? identityFromAddress(address));
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
export async function examineByCopy(identity: PageIdentity): Promise<TabRecord> {
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

export function found({ card, kind, by, headline }: Match): FoundMatch {
  return { id: card.id, kind, by, headline };
}

export async function shown(matches: readonly FoundMatch[], index: IndexState): Promise<ShownMatch[]> {
  const cards = await Promise.all(matches.map(({ id }) => cardById(id)));
  return matches.flatMap(({ kind, by, headline }, n) => {
    const card = cards[n];
    return card ? [show(card, { kind, by, headline }, index)] : [];
  });
}

export function show(card: Card, because: ShownMatch['because'], index: IndexState | undefined): ShownMatch {
  const lens = lensOf(index, card);
  return { card, ...(lens ? { lens } : {}), publication: publicationOf(index, PUBLICATION), because };
}
