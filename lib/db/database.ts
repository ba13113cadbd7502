import Dexie, { type EntityTable, type Table } from 'dexie';
import type { SegmentDirectory } from '../index/segment.ts';
import type { Correction, EarlierText } from './correction-records.ts';
import { announceChange } from './database-changes.ts';
import type {
  IndexState,
  KeptTexts,
  SitePage,
  SiteState,
  SiteText,
  StoredBlock,
  SyncState,
} from './index-records.ts';
import type { JournalEntry } from './journal-records.ts';
import {
  holdAfterFailure,
  onReopened,
  ownVersionsOnly,
  reopenAfterFailure,
  requireStrictDurability,
} from './open-database.ts';
import type {
  Followed,
  Label,
  NewAnalysis,
  ReaderFact,
  RemovedAnalysis,
  SavedAnalysis,
  SavedFilter,
  SavedText,
  TextTry,
  UncopiedRecord,
} from './records.ts';
import type { StoryAnswer, WaitingPage } from './remembered-page-records.ts';
import type { QueuedForSearch, SegmentList, StoredSegment } from './search-records.ts';
import { declareVersions } from './versions.ts';

/** The tables of the database. `versions.ts` declares their keys and indexes. */
export type CivicLensDatabase = Dexie & {
  state: EntityTable<IndexState | SyncState | SiteState, 'name'>;
  directories: EntityTable<SegmentDirectory, 'sha256'>;
  cardBlocks: EntityTable<StoredBlock, 'key'>;
  texts: EntityTable<KeptTexts, 'sha256'>;
  textBlocks: EntityTable<StoredBlock, 'key'>;
  sitePages: EntityTable<SitePage, 'url'>;
  siteTexts: EntityTable<SiteText, 'id'>;
  saved: EntityTable<SavedAnalysis, 'id'>;
  savedTexts: EntityTable<SavedText, 'id'>;
  textTries: EntityTable<TextTry, 'id'>;
  removed: EntityTable<RemovedAnalysis, 'id'>;
  followed: EntityTable<Followed, 'key'>;
  uncopied: EntityTable<UncopiedRecord, 'key'>;
  readerFacts: Table<ReaderFact, ReaderFact['name']>;
  newAnalyses: EntityTable<NewAnalysis, 'id'>;
  waiting: EntityTable<WaitingPage, 'id'>;
  answers: EntityTable<StoryAnswer, 'id'>;
  labels: EntityTable<Label, 'name'>;
  filters: EntityTable<SavedFilter, 'id'>;
  journal: EntityTable<JournalEntry, 'id'>;
  earlierTexts: Table<EarlierText, [id: string, version: string]>;
  corrections: EntityTable<Correction, 'key'>;
  searchQueue: EntityTable<QueuedForSearch, 'id'>;
  searchSegments: EntityTable<StoredSegment, 'name'>;
  searchLists: EntityTable<SegmentList, 'name'>;
};

export const db = new Dexie('civic-lens', {
  indexedDB: ownVersionsOnly as IDBFactory,
}) as CivicLensDatabase;

declareVersions(db);
requireStrictDurability(db);
holdAfterFailure(db);
reopenAfterFailure(db);

/**
 * Calls `callback` after Dexie has created the database: after an install, or after the database was lost or deleted.
 */
export function onDatabaseMade(callback: () => void): void {
  // Dexie calls this listener inside the transaction that creates the database. Call back in a later task, outside of
  // that transaction, so that the callback can use the database.
  db.on('populate', () => {
    setTimeout(callback);
  });
}

/**
 * Tells the extension's pages about each later change of the database, no matter which context makes it. Also tells
 * them when the database opens after a failure, and when it is deleted.
 */
export function announceChanges(): void {
  Dexie.on('storagemutated', announceChange);
  onReopened(announceChange);
}
