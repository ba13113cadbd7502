import { isOfDatabase } from '../db/failures.ts';
import type { IndexState, SyncState } from '../db/index-records.ts';
import { indexState, syncState } from '../db/index-state.ts';
import { cardById, cardsPage, lensOf, newestCards, oldestDay } from '../db/index-store.ts';
import { type SiteProgress, siteProgress } from '../db/pages-to-read.ts';
import { followed } from '../follow/followed.ts';
import { newCount, newIds } from '../follow/new-entries.ts';
import { newForYou } from '../follow/new-for-you.ts';
import type { Card } from '../index/card.ts';
import { restoredFact } from '../library/fill-from-second-copy.ts';
import { keptAnswers } from '../library/kept-library.ts';
import { ownCopy, removedAnalyses, savedAnalyses, savedText } from '../library/saved-analyses.ts';
import { unreportedWithdrawals } from '../library/withdrawals.ts';
import type { Letter } from '../share/letter.ts';
import { isSyncRunning } from '../sync/index-lock.ts';
import { type Pause, pauseNow } from '../sync/pause.ts';
import { type TextResult, textOnDevice } from '../sync/texts.ts';
import { withTrouble } from '../sync/trouble.ts';
import type { TabView } from '../tab/tab-view.ts';
import type { LetterWish } from './letter-of-tab.ts';

/** What Options says of the index. */
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
  /** Whether there are texts to keep ahead: the index offers months of them, or pages are read anyway. */
  readonly offersTexts: boolean;
}

/** Everything that pages ask of the database. Arguments and answers can travel in a message. */
const queries = {
  textOnDevice,
  cardById,
  savedAnalyses,
  savedText,
  ownCopy: (id: string) => ownCopy(id),
  removedAnalyses: () => removedAnalyses(),
  unreportedWithdrawals,
  restoredFact,
  followed,
  newIds,
  newCount,
  newForYou,
  newestCards,
  cardsPage,
  lensOf: async (card: Pick<Card, 'lens'>) => lensOf(await indexState(), card),
  indexStatus,
  siteReading,
  isSyncing,
};

/** The queries that a page answers itself, where it has a database. */
export type LocalQueries = typeof queries;
/**
 * What only the background answers: it judges pages, and fetches from the publication. In pages the code for that
 * would be most of theirs.
 */
export interface BackgroundQueries {
  /** `page` is the same for all addresses of one article. */
  viewTab(tabId: number, clicked: boolean): Promise<TabView & { readonly page?: string }>;
  letterOfTab(tabId: number, wish: LetterWish): Promise<Letter | undefined>;
  textOf(card: Card, remember: boolean): Promise<TextResult>;
}
export type Queries = LocalQueries & BackgroundQueries;
export type Answers = { [Name in keyof Queries]: Awaited<ReturnType<Queries[Name]>> };

export const LOCAL_QUERIES = Object.keys(queries);

type Query = (...args: readonly unknown[]) => Promise<unknown>;

/** Answers a query here. While the database cannot be opened, the second copy answers what it can. */
export async function answer(name: keyof LocalQueries, args: readonly unknown[]): Promise<unknown> {
  try {
    return await (queries[name] as Query)(...args);
  } catch (error) {
    const fromCopy = (keptAnswers as unknown as Partial<Record<string, Query>>)[name];
    if (!fromCopy || !isOfDatabase(error)) throw error;
    return fromCopy(...args);
  }
}

/** How reading a publication without companion index goes. */
export interface SiteReading extends SiteProgress {
  /** Published date of the oldest analysis that was read. */
  readonly backTo?: string;
  /** Until when the site is left in peace, and why. */
  readonly pause?: Pick<Pause, 'until' | 'reason' | 'status'>;
}

async function siteReading(): Promise<SiteReading | undefined> {
  const progress = await siteProgress();
  if (!progress) return undefined;
  const backTo = await oldestDay();
  const pause = await pauseNow();
  return { ...progress, ...(backTo === undefined ? {} : { backTo }), ...(pause ? { pause } : {}) };
}

/** Whether a sync is running now: the record of one that was killed says so for ever. */
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

/** A database that cannot be opened now says nothing of the index; why that is stands elsewhere. */
async function storedStatus(): Promise<{ index: IndexState | undefined; stored: SyncState }> {
  try {
    const [index, stored] = await Promise.all([indexState(), syncState()]);
    return { index, stored };
  } catch (error) {
    if (!isOfDatabase(error)) throw error;
    return { index: undefined, stored: { name: 'sync', failures: 0 } };
  }
}
