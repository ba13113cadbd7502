import { browser } from '../browser/browser.ts';
import type { PageToRemember } from '../db/remembered-page-records.ts';
import type { Card } from '../index/card.ts';
import type { Lens, Publication } from '../index/manifest.ts';
import type { Match } from '../index/match.ts';

/** A match with the id of the analysis instead of its card. */
export interface FoundMatch extends Omit<Match, 'card'> {
  /** Id of the analysis. */
  readonly id: string;
}

/** A match with everything that popup and panel show of it. */
export interface ShownMatch {
  readonly card: Card;
  /** Absent if the analysis has no lens. */
  readonly lens?: Lens;
  readonly publication: Publication;
  /** The reason why this analysis is shown: the kind of the match, or that the page is the analysis itself. */
  readonly because: Pick<Match, 'kind' | 'by' | 'headline'> | 'is-the-analysis';
}

/** A match, and the reader's answer to the question whether page and analysis tell the same story. */
export interface AnsweredMatch {
  /** Id of the answer. */
  readonly id: string;
  /** Whether the reader said that page and analysis tell the same story. */
  readonly same: boolean;
  /** Headline of the analysis. */
  readonly headline: string;
  /** The match as it was before the answer was applied. */
  readonly match: FoundMatch;
}

/**
 * The result of examining the page in a tab. It is stored in `storage.session`, which is in memory only, with one key
 * per tab. It is valid only while the tab shows `address` and the index has `generation`.
 */
export interface TabRecord {
  /** Address of the examined page. */
  readonly address: string;
  /** Generation of the index that was searched; empty if there was none. */
  readonly generation: string;
  readonly sure: readonly FoundMatch[];
  readonly uncertain: readonly FoundMatch[];
  readonly related: readonly FoundMatch[];
  /** Whether the page is an article. */
  readonly article: boolean;
  /** When the page was published, according to the page (ms since the epoch). */
  readonly published?: number;
  /**
   * The facts about the page to store if the reader answers a question or asks for a notification. Absent if the page
   * has no URL key, or no address that can be shared.
   */
  readonly remember?: PageToRemember;
  /**
   * The matches that the reader has confirmed or rejected; absent if there are no such matches. The reader's answers
   * are already applied to `sure` and `uncertain`.
   */
  readonly answered?: readonly AnsweredMatch[];
  /**
   * The matches that popup and panel show first: the sure ones or, if there are none, the uncertain ones. Absent if
   * there are none, and on pages of the publication, where popup and panel show the analysis of the page itself.
   */
  readonly shown?: {
    readonly matches: readonly ShownMatch[];
    /** URL key of `address`. */
    readonly page: string;
    /** Folded host of `address`. */
    readonly site: string;
    /** `cardVersion` of the first match. Only a text of this version is shown with that match. */
    readonly version: string;
  };
}

const PREFIX = 'tab:';
const LOCK = 'civic-lens-tab-records';

export async function readTabRecord(tabId: number): Promise<TabRecord | undefined> {
  const key = PREFIX + tabId;
  return (await browser.storage.session.get(key))[key] as TabRecord | undefined;
}

/**
 * Runs `work`, which writes or deletes tab records, under a lock, so that *Delete everything* waits for a running
 * write.
 */
export function withTabRecordsLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(LOCK, work);
}

/**
 * Writes the record of a tab. Also deletes the records of closed tabs, because no listener does so when a tab closes.
 */
export async function writeTabRecord(tabId: number, record: TabRecord): Promise<void> {
  await browser.storage.session.set({ [PREFIX + tabId]: record });
  await forgetClosedTabs();
}

/** Returns the records of all open tabs, by tab id. */
export async function tabRecords(): Promise<Map<number, TabRecord>> {
  const tabs = await browser.tabs.query({});
  const records = await browser.storage.session.get(tabs.map(({ id }) => PREFIX + id));
  return new Map(
    Object.entries(records).flatMap(([key, record]) => (record ? [[tabIdIn(key), record as TabRecord]] : [])),
  );
}

async function forgetClosedTabs(): Promise<void> {
  // The caller holds the lock of the tab records, so no other record is written between these two requests.
  const [keys, tabs] = await Promise.all([sessionKeys(), browser.tabs.query({})]);
  const open = new Set(tabs.map(({ id }) => id));
  const gone = keys.filter((key) => key.startsWith(PREFIX) && !open.has(tabIdIn(key)));
  if (gone.length > 0) await browser.storage.session.remove(gone);
}

/**
 * Returns the keys of `storage.session`. Its values may be megabytes of texts, so they are read only if the browser
 * lacks `getKeys` (Firefox before 143), see
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage/StorageArea/getKeys
 */
async function sessionKeys(): Promise<string[]> {
  const { session } = browser.storage;
  return session.getKeys ? session.getKeys() : Object.keys(await session.get(null));
}

function tabIdIn(key: string): number {
  return Number(key.slice(PREFIX.length));
}

/** Calls `callback` when the record of any tab changes. Returns a function that removes the listener. */
export function onTabRecordChanged(callback: (tabId: number) => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area !== 'session') return;
    for (const key of Object.keys(changes)) if (key.startsWith(PREFIX)) callback(tabIdIn(key));
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
