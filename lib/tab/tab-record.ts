import { browser } from '../browser/browser.ts';
import type { Card } from '../index/card.ts';
import type { Lens, Publication } from '../index/manifest.ts';
import type { Match } from '../index/match.ts';

/** A match without its card: what a tab record keeps. */
export interface FoundMatch extends Omit<Match, 'card'> {
  /** Id of the analysis. */
  readonly id: string;
}

/** A match with all that is needed to show it. */
export interface ShownMatch {
  readonly card: Card;
  /** Absent where the analysis has none. */
  readonly lens?: Lens;
  readonly publication: Publication;
  /** Why this analysis is shown: how it was found, or that the page is the analysis itself. */
  readonly because: Pick<Match, 'kind' | 'by' | 'headline'> | 'is-the-analysis';
}

/**
 * What was found out about the page in a tab. Lives in `storage.session`, in memory only, one key a tab; true only as
 * long as the tab shows `address` and the index is of `generation`.
 */
export interface TabRecord {
  readonly address: string;
  /** Of the index that was asked. */
  readonly generation: string;
  readonly sure: readonly FoundMatch[];
  readonly uncertain: readonly FoundMatch[];
  readonly related: readonly FoundMatch[];
  /** Whether the page is an article at all. */
  readonly article: boolean;
  /** When the page was published, as it says (ms since the epoch). */
  readonly published?: number;
  /** What popup and panel show first: the sure matches, else the uncertain ones; absent where there is none. */
  readonly shown?: {
    readonly matches: readonly ShownMatch[];
    /** URL key of the address. */
    readonly page: string;
  };
}

const PREFIX = 'tab:';
const LOCK = 'civic-lens-tab-records';

export async function readTabRecord(tabId: number): Promise<TabRecord | undefined> {
  const key = PREFIX + tabId;
  return (await browser.storage.session.get(key))[key] as TabRecord | undefined;
}

/** Runs work that writes or deletes tab records. Each record written belongs to the index at that moment. */
export function withTabRecordsLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(LOCK, work);
}

/** Writes the record of a tab, and forgets those of tabs that are gone: nobody is woken when a tab closes. */
export async function writeTabRecord(tabId: number, record: TabRecord): Promise<void> {
  await browser.storage.session.set({ [PREFIX + tabId]: record });
  await forgetClosedTabs();
}

/** The records of all open tabs, by tab id. */
export async function tabRecords(): Promise<Map<number, TabRecord>> {
  const tabs = await browser.tabs.query({});
  const records = await browser.storage.session.get(tabs.map(({ id }) => PREFIX + id));
  return new Map(
    Object.entries(records).flatMap(([key, record]) => (record ? [[tabIdIn(key), record as TabRecord]] : [])),
  );
}

async function forgetClosedTabs(): Promise<void> {
  const keys = (await sessionKeys()).filter((key) => key.startsWith(PREFIX));
  const open = new Set((await browser.tabs.query({})).map(({ id }) => id));
  const gone = keys.filter((key) => !open.has(tabIdIn(key)));
  if (gone.length > 0) await browser.storage.session.remove(gone);
}

/**
 * What else stands in `storage.session` may be megabytes of texts: it is not read where the browser lists keys alone
 * (Firefox from 143).
 */
async function sessionKeys(): Promise<string[]> {
  const { session } = browser.storage;
  return session.getKeys ? session.getKeys() : Object.keys(await session.get(null));
}

function tabIdIn(key: string): number {
  return Number(key.slice(PREFIX.length));
}

/** Calls back when the record of some tab changes. Returns the way to stop. */
export function onTabRecordChanged(callback: (tabId: number) => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area !== 'session') return;
    for (const key of Object.keys(changes)) if (key.startsWith(PREFIX)) callback(tabIdIn(key));
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
