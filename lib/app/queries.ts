import type { AnalysisText } from '../analysis/analysis.ts';
import type { ReadPages, Settings } from '../browser/settings.ts';
import { type ClosedReason, closedReason } from '../db/closed-reason.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { cardById, lensOf, newestCards, newestPage, oldestDay } from '../db/index-queries.ts';
import type { IndexState, SyncState } from '../db/index-records.ts';
import { indexState, syncState } from '../db/index-state.ts';
import { type NewestForSite, newestForSite } from '../db/newest-for-site.ts';
import type { StoryAnswer, WaitingPage } from '../db/remembered-page-records.ts';
import { type SiteProgress, siteProgress } from '../db/site-pages-due.ts';
import { allFollowed } from '../follow/followed.ts';
import { newForYou } from '../follow/new-for-you-cards.ts';
import { newCount, newIds } from '../follow/new-for-you-records.ts';
import { waitingPages } from '../follow/waiting.ts';
import type { Card } from '../index/card.ts';
import {
  corrections,
  earlierTextCount,
  type NewText,
  openCorrection,
  ownVersions,
} from '../library/corrections.ts';
import { restoredFact } from '../library/fill-from-second-copy.ts';
import { recentlyRemovedCount, undoableChanges } from '../library/journal.ts';
import { labels } from '../library/labels.ts';
import { isNewForReader, unreadCount } from '../library/reading-states.ts';
import type { ReleasableTexts } from '../library/release-texts.ts';
import { removedAnalyses } from '../library/removed-analyses.ts';
import {
  lastSaved,
  ownCopy,
  savedAnalyses,
  savedCount,
  savedText,
  savedVersion,
  savedWithIds,
} from '../library/saved-analyses.ts';
import { savedFilters } from '../library/saved-searches.ts';
import { keptAnswers } from '../library/second-copy-answers.ts';
import type { StorageUse } from '../library/storage-use.ts';
import type { Letter } from '../share/letter.ts';
import { withTrouble } from '../sync/database-trouble.ts';
import { isSyncRunning } from '../sync/index-lock.ts';
import { currentPause, type Pause } from '../sync/pause.ts';
import { type TextResult, textOnDevice, versionOnDevice } from '../sync/texts.ts';
import type { LinkedStoriesResult } from '../tab/linked-stories.ts';
import { storyAnswers } from '../tab/story-answers.ts';
import type { TabView } from '../tab/tab-view.ts';
import type { Backup } from '../transfer/backup-files.ts';
import { exportReminder } from '../transfer/export-reminder.ts';
import type { ImportBlock } from '../transfer/import-batch.ts';
import type { BlockChanges } from '../transfer/preview-import-block.ts';
import type { WantedLetter } from './letter-of-tab.ts';

/** The state of the index, as Options shows it. */
export interface IndexStatus {
  readonly index:
    | Pick<
        IndexState,
        | 'origin'
        | 'cardCount'
        | 'generated'
        | 'generation'
        | 'publication'
        | 'lenses'
        | 'skipped'
        | 'incomplete'
        | 'knownBackTo'
      >
    | undefined;
  readonly sync: SyncState;
  /**
   * Whether texts can be fetched in advance: the index has files with the texts of whole months, or the extension reads
   * the pages anyway.
   */
  readonly offersTexts: boolean;
}

/** All queries of the database. Their arguments and answers can be sent in a message. */
const queries = {
  textOnDevice,
  versionOnDevice,
  cardById,
  savedAnalyses,
  savedWithIds,
  lastSaved,
  savedCount,
  savedText,
  savedVersion,
  isNew: isNewForReader,
  unreadCount,
  ownCopy: (id: string) => ownCopy(id),
  removedAnalyses: () => removedAnalyses(),
  undoableChanges: () => undoableChanges(),
  recentlyRemovedCount,
  labels,
  savedFilters,
  corrections,
  openCorrection,
  ownVersions,
  earlierTextCount,
  restoredFact,
  exportReminder: () => exportReminder(),
  followed: allFollowed,
  newIds,
  newCount,
  newForYou,
  waiting: () => waitingPages(),
  storyAnswers: () => storyAnswers(),
  newestCards,
  newestPage,
  newestForSite,
  lensOf: async (card: Pick<Card, 'lens'>) => lensOf(await indexState(), card),
  indexStatus,
  viewBasis,
  siteReading,
  isSyncing,
  closedReason,
};

/** The queries that a page answers itself, if it has a database. */
export type LocalQueries = typeof queries;
/**
 * The queries that only the background answers. They need much code, which would make pages slow to load: it matches
 * pages, sends requests, measures the storage, or reads backups.
 */
export interface BackgroundQueries {
  /**
   * Answers with the view of a tab. `page` in this view is the URL key of the page, which all addresses of one article
   * share.
   */
  viewTab(tabId: number, clicked: boolean): Promise<ViewWithPage>;
  /** See `panelView` in `view-for-panel.ts`. */
  panelView(tabId: number, clicked: boolean, newestLimit: number): Promise<PanelAnswer>;
  letterOfTab(tabId: number, wanted: WantedLetter): Promise<Letter | undefined>;
  textOf(card: Card, remember: boolean): Promise<TextResult>;
  newTextOf(id: string): Promise<NewText | undefined>;
  releasableTexts(): Promise<ReleasableTexts>;
  storageUse(): Promise<StorageUse>;
  backups(): Promise<Backup[]>;
  changesOfBlock(block: ImportBlock): Promise<BlockChanges>;
  linkedStories(tabId: number): Promise<LinkedStoriesResult>;
}
export type Queries = LocalQueries & BackgroundQueries;

type ViewWithPage = TabView & { readonly page?: string };

/** Everything that popup and panel need for their first view of a tab. */
export interface PanelAnswer {
  readonly view: ViewWithPage;
  /** The text of the only matching analysis; absent if it is not on the device, or if there is no such analysis. */
  readonly text?: AnalysisText;
  /** The newest analyses; absent if the view does not list them, or if they cannot be read. */
  readonly newest?: NewestForSite;
  readonly settings: Settings;
  /** The reason why the database is closed; absent if it is open. */
  readonly closed?: ClosedReason;
  /** See `viewBasis`. */
  readonly basis: string;
  /** Answers to queries that the page is about to send. It shows them until its own queries are answered. */
  readonly known: readonly PrefetchedAnswer[];
}

/** A query and its answer. */
export interface PrefetchedAnswer {
  readonly name: keyof LocalQueries;
  readonly args: readonly unknown[];
  readonly value: unknown;
}
export type QueryAnswers = { [Name in keyof Queries]: Awaited<ReturnType<Queries[Name]>> };

export const LOCAL_QUERIES = Object.keys(queries);

type Query = (...args: readonly unknown[]) => Promise<unknown>;

/** Answers a query from the database. If the database fails, some queries are answered from the second copy. */
export async function answerQuery(name: keyof LocalQueries, args: readonly unknown[]): Promise<unknown> {
  try {
    return await (queries[name] as Query)(...args);
  } catch (error) {
    const fromCopy = (keptAnswers as unknown as Partial<Record<string, Query>>)[name];
    if (!fromCopy || !isDatabaseFailure(error)) throw error;
    return fromCopy(...args);
  }
}

/** The progress of reading a publication that has no companion index. */
export interface SiteReading extends SiteProgress {
  /** Published date of the oldest analysis in the index. */
  readonly backTo?: string;
  /** The pause in effect: its end (ms since the epoch) and its reason. Absent if there is none. */
  readonly pause?: Pick<Pause, 'until' | 'reason' | 'status'>;
}

/**
 * @param readPages the setting of this name. Pages pass it as an argument, because they repeat a query if an argument
 *   changes, but not if only a setting changes.
 */
async function siteReading(readPages: ReadPages): Promise<SiteReading | undefined> {
  const progress = await siteProgress(readPages);
  if (!progress) return undefined;
  const backTo = await oldestDay();
  const pause = await currentPause();
  return { ...progress, ...(backTo === undefined ? {} : { backTo }), ...(pause ? { pause } : {}) };
}

/**
 * Whether a sync is running now. `runningSince` alone is not enough, because it stays set if the background is killed
 * during a sync.
 */
async function isSyncing(): Promise<boolean> {
  return (await syncState()).runningSince !== undefined && (await isSyncRunning());
}

async function indexStatus(): Promise<IndexStatus> {
  const { index, stored } = await storedStatus();
  const sync = await withTrouble(stored);
  return {
    index: index && {
      origin: index.origin,
      cardCount: index.cardCount,
      generated: index.generated,
      generation: index.generation,
      publication: index.publication,
      lenses: index.lenses,
      skipped: index.skipped,
      ...(index.incomplete ? { incomplete: true } : {}),
      ...(index.knownBackTo === undefined ? {} : { knownBackTo: index.knownBackTo }),
    },
    sync,
    offersTexts:
      index?.origin === 'site' || (index?.segments.some((segment) => segment.texts !== undefined) ?? false),
  };
}

/**
 * Returns a string that stands for everything in the database on which the view of a tab depends. If the string
 * changes, a page reads the view again. A sync can change the view even if the index stays the same, because it
 * confirms that the index is current. The view also depends on waiting pages and answers: the reader may change them in
 * another window, and the extension deletes them after 90 days.
 */
async function viewBasis(): Promise<string> {
  const { index, stored } = await storedStatus();
  const [pages, answers] = (await Promise.all([
    answerQuery('waiting', []),
    answerQuery('storyAnswers', []),
  ])) as [WaitingPage[], StoryAnswer[]];
  return JSON.stringify([
    index?.generation,
    index?.incomplete,
    index?.knownBackTo,
    stored.checkedAt,
    pages.map(({ id }) => id),
    answers.map(({ id, same }) => [id, same]),
  ]);
}

/**
 * Returns the stored index and sync state. If the database fails, returns no index and an empty sync state, to which
 * `withTrouble` adds the reason.
 */
async function storedStatus(): Promise<{ index: IndexState | undefined; stored: SyncState }> {
  try {
    const [index, stored] = await Promise.all([indexState(), syncState()]);
    return { index, stored };
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    return { index: undefined, stored: { name: 'sync', failures: 0 } };
  }
}
